using System.Globalization;
using System.Text.Json;
using EnhancedConversions.Conversions;
using EnhancedConversions.Http;
using EnhancedConversions.Identifiers;
using static EnhancedConversions.Networks.AccountCheckState;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>Looks at everything uploads to a Google Ads account depend on (contract A.8, A.12, C.1, C.6).</summary>
/// <param name="session">The way to Google.</param>
/// <param name="network">The account, for its actions and the trial upload.</param>
internal sealed class GoogleAdsChecks(GoogleAdsSession session, GoogleAdsNetwork network)
{
    private const string Settings = "In Google Ads open Goals > Settings.";

    private static readonly string[] s_afterSignIn =
        ["Clock", "Account", "ConversionTracking", "CustomerDataTerms", "EnhancedConversions", "AutoTagging", "ConversionActions", "DataManager"];

    /// <summary>Runs the checks, one after the other.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<IReadOnlyList<AccountCheck>> RunAsync(CancellationToken cancellationToken)
    {
        var checks = new List<AccountCheck>();
        ApiAnswer answer;
        JsonElement customer;
        try
        {
            (answer, customer) = await ReadAccountAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ConversionException refusal)
        {
            checks.Add(new AccountCheck("SignIn", Failed, refusal.Message, refusal.RecommendedAction));
            checks.AddRange(s_afterSignIn.Select(name => new AccountCheck(name, Skipped, "Not looked at, because the sign-in failed.")));
            return checks;
        }

        checks.Add(new AccountCheck("SignIn", Passed, "The sign-in reaches the account by the Google Ads API."));
        checks.Add(CheckClock(answer));
        checks.Add(CheckAccount(customer));
        var tracking = customer.Field("conversionTrackingSetting") ?? default;
        checks.Add(CheckTracking(tracking));
        checks.Add(CheckTerms(tracking));
        checks.Add(CheckSwitch(tracking));
        checks.Add(CheckAutoTagging(customer));
        await CheckUploadsAsync(checks, cancellationToken).ConfigureAwait(false);
        return checks;
    }

    private async Task<(ApiAnswer Answer, JsonElement Customer)> ReadAccountAsync(CancellationToken cancellationToken)
    {
        const string What = "read the account";
        var result = await session.SendAsync(session.SearchRequest(GoogleAdsQueries.AccountHealth, null), cancellationToken).ConfigureAwait(false);
        if (!result.Answer.IsSuccess)
        {
            throw GoogleAdsErrors.From(session.Ads, What, result, session.Clock);
        }

        return (result.Answer, result.Answer.Body!.Value.Items("results").FirstOrDefault().Field("customer") ?? throw NetworkErrors.AccountNotFound(AdNetwork.GoogleAds, session.AccountId));
    }

    private AccountCheck CheckClock(ApiAnswer answer)
    {
        if (answer.ServerTime is not { } server)
        {
            return new AccountCheck("Clock", Skipped, "Google's answer carries no time.");
        }

        var skew = session.Clock.GetUtcNow() - server;
        return skew.Duration() <= NetworkLimits.TolerableSkew
            ? new AccountCheck("Clock", Passed, "This machine's clock agrees with Google's.")
            : new AccountCheck(
                "Clock",
                Warning,
                string.Create(CultureInfo.InvariantCulture, $"This machine's clock is {Math.Abs(skew.TotalMinutes):0} minutes {(skew > TimeSpan.Zero ? "ahead of" : "behind")} Google's. Sign-ins by key file may fail, and times without zone are judged wrongly."),
                "Let the machine set its clock by a time server.");
    }

    private static AccountCheck CheckAccount(JsonElement customer) => customer switch
    {
        _ when customer.Flag("manager") == true => new AccountCheck("Account", Failed, "This is a manager account.", "Connect the advertiser's account and name the manager as -LoginCustomerId."),
        _ when customer.Text("status") is { } status and not "ENABLED" => new AccountCheck("Account", Failed, $"The account is not in use ({status}).", "Reactivate the account in Google Ads."),
        _ when customer.Flag("testAccount") == true => new AccountCheck("Account", Passed, "The account is a test account: uploads are taken and never counted for an ad."),
        _ => new AccountCheck("Account", Passed, "The account is in use."),
    };

    private AccountCheck CheckTracking(JsonElement tracking)
    {
        var owner = GoogleAdsActions.LastPart(tracking.Text("googleAdsConversionCustomer"));
        return tracking.Text("conversionTrackingStatus") switch
        {
            "NOT_CONVERSION_TRACKED" => new AccountCheck("ConversionTracking", Failed, "The account tracks no conversions yet.", "Make a conversion action with New-ConversionAction."),
            _ when owner is not null && owner != session.AccountId => new AccountCheck(
                "ConversionTracking",
                Passed,
                $"The conversions belong to the manager account {owner} (cross-account conversion tracking). Actions are made and uploads sent there; nothing needs to be set."),
            _ => new AccountCheck("ConversionTracking", Passed, "The account keeps its own conversions."),
        };
    }

    private static AccountCheck CheckTerms(JsonElement tracking) => tracking.Flag("acceptedCustomerDataTerms") switch
    {
        true => new AccountCheck("CustomerDataTerms", Passed, "The customer data terms are accepted."),
        _ => new AccountCheck("CustomerDataTerms", Failed, "The customer data terms are not accepted: uploads with hashed identifiers are refused.", $"{Settings} Accept the customer data terms."),
    };

    /// <summary>v25 has a true or false, v26 a word (contract A.12).</summary>
    private static AccountCheck CheckSwitch(JsonElement tracking) =>
        tracking.Flag("enhancedConversionsForLeadsEnabled") == true || tracking.Text("effectiveEnablementSetting") == "ON"
            ? new AccountCheck("EnhancedConversions", Passed, "Enhanced conversions are on.")
            : new AccountCheck("EnhancedConversions", Failed, "Enhanced conversions are off: uploads with hashed identifiers are refused.", $"{Settings} Turn enhanced conversions on, by Google tag or Tag Manager.");

    private static AccountCheck CheckAutoTagging(JsonElement customer) => customer.Flag("autoTaggingEnabled") == true
        ? new AccountCheck("AutoTagging", Passed, "Auto-tagging is on: clicks bring their click id.")
        : new AccountCheck("AutoTagging", Warning, "Auto-tagging is off: clicks bring no click id, and fewer conversions find their click.", "In Google Ads open Admin > Account settings and turn auto-tagging on.");

    private async Task CheckUploadsAsync(List<AccountCheck> checks, CancellationToken cancellationToken)
    {
        ConversionAction? action = null;
        try
        {
            var actions = await network.GetActionsAsync(cancellationToken).ConfigureAwait(false);
            var ready = actions.Where(candidate => candidate is { AcceptsUploads: true, Status: ConversionActionStatus.Enabled }).ToList();
            action = ready.FirstOrDefault();
            checks.Add(action is null
                ? new AccountCheck("ConversionActions", Failed, "No conversion action takes uploads.", "Make one with New-ConversionAction.")
                : new AccountCheck("ConversionActions", Passed, $"{ready.Count} of {actions.Count} conversion actions take uploads."));
        }
        catch (ConversionException refusal)
        {
            checks.Add(new AccountCheck("ConversionActions", Failed, refusal.Message, refusal.RecommendedAction));
        }

        checks.Add(action is null
            ? new AccountCheck("DataManager", Skipped, "Not looked at: there is no conversion action to try it with.")
            : await CheckDataManagerAsync(action, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Lets Google check an upload of a made-up row, which it records nowhere.</summary>
    private async Task<AccountCheck> CheckDataManagerAsync(ConversionAction action, CancellationToken cancellationToken)
    {
        var row = new HashedConversion
        {
            Network = AdNetwork.GoogleAds,
            HashedEmail = Sha256Hex.Hash("check@example.com"u8),
            ConversionName = action.Name,
            ConversionTime = session.Clock.GetUtcNow() - TimeSpan.FromDays(1),
            Source = new RowSource(null, null, 1),
        };
        try
        {
            var answer = await network.UploadAsync([new UploadItem(row, action, "account-check")], validateOnly: true, cancellationToken).ConfigureAwait(false);
            return answer.Verdict == UploadVerdict.Answered
                ? new AccountCheck("DataManager", Passed, "Google took a trial upload; nothing was recorded.")
                : new AccountCheck("DataManager", answer.Verdict == UploadVerdict.Refused ? Failed : Warning, $"{answer.Message} ({answer.Code})", "Correct what the sentence names and run the check again.");
        }
        catch (ConversionException refusal)
        {
            return new AccountCheck("DataManager", Failed, refusal.Message, refusal.RecommendedAction);
        }
    }
}
