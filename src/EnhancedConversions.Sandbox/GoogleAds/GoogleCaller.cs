using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.OAuth;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds;

/// <summary>What a request's access token is worth.</summary>
internal enum TokenVerdict
{
    Good,
    Missing,
    Unknown,
    Expired,
    ScopeMissing,
}

/// <summary>Judges the access token of a request to one of Google's APIs.</summary>
internal static class GoogleCaller
{
    public static TokenVerdict Judge(WorldStore world, SandboxRequest request, string scope)
    {
        if (request.BearerToken is not string text)
        {
            return TokenVerdict.Missing;
        }

        Token? token = world.Read(t => t.Tokens.Find(Network.GoogleAds, text));
        return token switch
        {
            not { Kind: TokenKind.Access } => TokenVerdict.Unknown,
            { Expires: var end } when end <= world.Now => TokenVerdict.Expired,
            _ => token.HasScope(scope) ? TokenVerdict.Good : TokenVerdict.ScopeMissing,
        };
    }
}
