using System.Globalization;
using System.Text.Json;
using EnhancedConversions.Conversions;
using EnhancedConversions.Http;
using static EnhancedConversions.Networks.AccountCheckState;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>Looks at everything uploads to a Microsoft Advertising account depend on (contract 3.2, 3.3, 4.4, 5, 7).</summary>
/// <param name="session">The way to Microsoft.</param>
internal sealed class MicrosoftAdvertisingChecks(MicrosoftAdvertisingSession session)
{
    private const string AutoTagging = "MSCLKIDAutoTaggingEnabled";

    private static readonly string[] s_names = ["SignIn", "DeveloperToken", "Clock", "Account", "ConversionGoals", "EnhancedConversions", "GoalAge", "AutoTagging"];

    private readonly List<AccountCheck> _checks = [];

    /// <summary>Runs the checks, one after the other. What hangs on a failed one is skipped.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<IReadOnlyList<AccountCheck>> RunAsync(CancellationToken cancellationToken)
    {
        if (await CheckSignInAsync(cancellationToken).ConfigureAwait(false) && await CheckAccountAsync(cancellationToken).ConfigureAwait(false))
        {
            await CheckGoalsAsync(cancellationToken).ConfigureAwait(false);
            await CheckAutoTaggingAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var name in s_names.Except(_checks.Select(check => check.Name)))
        {
            _checks.Add(new AccountCheck(name, Skipped, "Not looked at, because an earlier check failed."));
        }

        return _checks;
    }

    private async Task<bool> CheckSignInAsync(CancellationToken cancellationToken)
    {
        ApiResult result;
        try
        {
            result = await session.SendAsync(MicrosoftAdvertisingSession.Post(session.Customers, "User/Query", MicrosoftAdvertisingAccounts.WriteWho()), cancellationToken).ConfigureAwait(false);
        }
        catch (ConversionException refusal)
        {
            return Fail("SignIn", refusal);
        }

        if (result.Answer.IsSuccess)
        {
            Add("SignIn", Passed, "The sign-in is a user of Microsoft Advertising.");
            Add("DeveloperToken", Passed, "Microsoft Advertising accepts the developer token.");
            CheckClock(result.Answer);
            return true;
        }

        // One code says that the access token or the developer token is bad. The access token is fresh, so it is the other, or the user.
        if (result.Answer.Fault == AnswerFault.None && MicrosoftFault.Read(result.Answer).First?.Entry?.Code == "InvalidCredentials")
        {
            Add("SignIn", Passed, "The sign-in gave an access token.");
            Add(
                "DeveloperToken",
                Failed,
                "Microsoft Advertising refuses the developer token in this environment, or does not know the user who signed in.",
                "Copy the developer token from the developer page of Microsoft Advertising once more (production and sandbox have different ones), and sign in there with the same user to see that it is active.");
            return false;
        }

        return Fail("SignIn", MicrosoftAdvertisingErrors.From("tell who is signed in", result, session.Clock));
    }

    private void CheckClock(ApiAnswer answer)
    {
        if (answer.ServerTime is not { } server)
        {
            Add("Clock", Skipped, "Microsoft's answer carries no time.");
            return;
        }

        var skew = session.Clock.GetUtcNow() - server;
        if (skew.Duration() <= NetworkLimits.TolerableSkew)
        {
            Add("Clock", Passed, "This machine's clock agrees with Microsoft's.");
            return;
        }

        Add(
            "Clock",
            Warning,
            string.Create(CultureInfo.InvariantCulture, $"This machine's clock is {Math.Abs(skew.TotalMinutes):0} minutes {(skew > TimeSpan.Zero ? "ahead of" : "behind")} Microsoft's. Conversions of the last minutes may be refused as being in the future."),
            "Let the machine set its clock by a time server.");
    }

    private async Task<bool> CheckAccountAsync(CancellationToken cancellationToken)
    {
        try
        {
            var given = session.CustomerId;
            var account = await session.GetAccountAsync(cancellationToken).ConfigureAwait(false);
            if (given is not null && account.ManagerId is { } owner && owner != given)
            {
                return Fail("Account", MicrosoftAdvertisingErrors.WrongCustomer(session.AccountId, given, owner));
            }

            if (account.Status is null or "Active")
            {
                Add("Account", Passed, $"The account is in use and belongs to customer {session.CustomerId}.");
                return true;
            }

            Add("Account", Warning, $"The account is not in use ({Redactor.Clean(account.Status)}).", "See its state in Microsoft Advertising, under Accounts.");
            return true;
        }
        catch (ConversionException refusal)
        {
            return Fail("Account", refusal);
        }
    }

    private async Task CheckGoalsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await session.QueryAsync("ConversionGoals/QueryByIds", ConversionGoals.WriteQuery(), "read the conversion goals", cancellationToken).ConfigureAwait(false);
            Judge([.. answer.Items("ConversionGoals").Where(goal => goal.ValueKind == JsonValueKind.Object && ConversionGoals.Read(goal, session.AccountId) is { AcceptsUploads: true, Status: ConversionActionStatus.Enabled })]);
        }
        catch (ConversionException refusal)
        {
            Fail("ConversionGoals", refusal);
        }
    }

    private void Judge(IReadOnlyList<JsonElement> goals)
    {
        if (goals.Count == 0)
        {
            Add("ConversionGoals", Failed, "No active goal takes uploads.", "Make one with New-ConversionAction.");
            return;
        }

        var attributed = goals.Count(goal => goal.Flag("IsExternallyAttributed") == true);
        Add(
            "ConversionGoals",
            attributed == 0 ? Passed : attributed == goals.Count ? Failed : Warning,
            attributed == 0 ? $"{goals.Count} active goals take uploads." : $"{attributed} of {goals.Count} active offline goals expect attribution from outside and refuse uploads without it.",
            attributed == 0 ? null : "Upload to goals that leave attribution to Microsoft Advertising.");

        var enhanced = goals.Count(goal => goal.Flag("IsEnhancedConversionsEnabled") == true);
        Add(
            "EnhancedConversions",
            enhanced > 0 ? Passed : Failed,
            enhanced > 0 ? $"{enhanced} of {goals.Count} active offline goals take hashed e-mail addresses and phone numbers." : "No active offline goal has enhanced conversions on: rows without a click id are refused.",
            enhanced > 0 ? null : MicrosoftAdvertisingErrors.EnhancedConversionsFirst);

        // A goal that counted something is older than the two hours it must rest (contract 3.3); of the others Microsoft does not tell the age.
        var counting = goals.Count(goal => goal.Text("TrackingStatus") == "RecordingConversions");
        Add(
            "GoalAge",
            counting == goals.Count ? Passed : Skipped,
            counting == goals.Count
                ? "All active offline goals count conversions already."
                : $"Microsoft does not tell when {goals.Count - counting} of {goals.Count} goals were made. A goal takes uploads 2 hours after it was made; rows that come sooner are held and sent when the same command runs again later.");
    }

    private async Task CheckAutoTaggingAsync(CancellationToken cancellationToken)
    {
        var question = JsonBody.Write(0, static (writer, _) =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("AccountPropertyNames"u8);
            writer.WriteStringValue(AutoTagging);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
        try
        {
            var answer = await session.QueryAsync("AccountProperties/Query", question, "read the account's settings", cancellationToken).ConfigureAwait(false);
            var value = answer.Items("AccountProperties").Where(item => item.Text("Name") == AutoTagging).Select(item => item.Text("Value")).FirstOrDefault();
            if (value is null)
            {
                Add("AutoTagging", Skipped, "Microsoft Advertising did not say whether clicks get a click id.");
            }
            else if (string.Equals(value, "true", StringComparison.OrdinalIgnoreCase))
            {
                Add("AutoTagging", Passed, "Auto-tagging is on: clicks bring their click id (MSCLKID).");
            }
            else
            {
                Add(
                    "AutoTagging",
                    Warning,
                    "Auto-tagging is off: clicks bring no click id (MSCLKID), and fewer conversions find their click.",
                    "In Microsoft Advertising open the account's settings and turn auto-tagging of the Microsoft Click ID on; making or changing an offline goal turns it on too.");
            }
        }
        catch (ConversionException refusal)
        {
            Fail("AutoTagging", refusal);
        }
    }

    private void Add(string name, AccountCheckState state, string meaning, string? action = null) => _checks.Add(new AccountCheck(name, state, meaning, action));

    private bool Fail(string name, ConversionException refusal)
    {
        Add(name, Failed, refusal.Message, refusal.RecommendedAction);
        return false;
    }
}
