using System.Buffers;
using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Files;
using EnhancedConversions.Identifiers;
using EnhancedConversions.Messages;
using EnhancedConversions.Networks;
using EnhancedConversions.Times;

namespace EnhancedConversions.Validation;

/// <summary>
/// The rules of one network for one row, in the order a person reads the columns. They are stronger than the network's own check,
/// because Data Manager answers for whole requests only: what is let through here and refused there costs a round of searching.
/// </summary>
internal sealed class RowRules
{
    private static readonly SearchValues<char> s_googleClickId = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=");

    private readonly AdNetwork _network;
    private readonly NetworkLimits _limits;
    private readonly string? _accountZone;
    private readonly NamedTimeZone? _accountZoneRules;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, ConversionAction>? _actions;
    private Dictionary<string, AccountCustomVariable>? _variables;
    private bool _hasAskedForVariables;

    /// <summary>The rules for a network, with what is known of the account.</summary>
    /// <param name="network">The network.</param>
    /// <param name="accountZone">Zone for times without one; null makes that an error.</param>
    /// <param name="actions">The account's actions; null when they are not known, which leaves the name unchecked.</param>
    /// <param name="clock">The clock ages are measured by.</param>
    public RowRules(AdNetwork network, string? accountZone, IEnumerable<ConversionAction>? actions, TimeProvider clock)
    {
        _network = network;
        _limits = NetworkLimits.For(network);
        _accountZone = accountZone;
        _accountZoneRules = TimeZoneNames.Find(accountZone);
        _clock = clock;
        if (actions is not null)
        {
            _actions = new Dictionary<string, ConversionAction>(StringComparer.Ordinal);
            foreach (var action in actions)
            {
                _actions.TryAdd(action.Name, action);
            }
        }
    }

    /// <summary>Who knows the account's custom variables; null makes no request, which leaves their names unchecked.</summary>
    public IConversionNetwork? Account { get; init; }

    /// <summary>Has the rules know what a row is checked against: the account is asked for its custom variables when the first row that has any comes.</summary>
    /// <param name="row">The row to be checked next.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <exception cref="ConversionException">The account does not answer.</exception>
    public ValueTask PrepareAsync(OfflineConversion row, CancellationToken cancellationToken) =>
        row.CustomVariables.Count == 0 || _hasAskedForVariables || Account is null ? default : new ValueTask(AskForVariablesAsync(Account, cancellationToken));

    /// <summary>Applies every rule and hashes the row when none forbids it.</summary>
    public CheckedRow Check(OfflineConversion row)
    {
        var found = new RowFindings(row, _network);
        var (email, phone) = CheckIdentifiers(row, ref found);
        CheckClickIds(row, ref found);
        var action = CheckName(row, ref found, hasHash: email is not null || phone is not null);
        var time = CheckTime(row, ref found, hasClickId: HasClickId(row));
        CheckValue(row, ref found);
        CheckConsent(row, ref found);
        CheckOrderId(row, ref found);
        var variables = row.CustomVariables.Count == 0 ? [] : CheckCustomVariables(row.CustomVariables, ref found);

        var hashed = found.HasError || time is null
            ? null
            : new HashedConversion
            {
                Network = _network,
                EmailHash = email,
                PhoneHash = phone,
                GoogleClickId = row.GoogleClickId,
                Gbraid = row.Gbraid,
                Wbraid = row.Wbraid,
                MicrosoftClickId = row.MicrosoftClickId,

                // The one text of the action, not this row's own copy of it: thousands of rows wait at once.
                ConversionName = action?.Name ?? row.ConversionName!,
                ConversionTime = time.Value,
                Value = row.Value,
                Currency = row.Currency,
                AdUserData = row.AdUserData,
                AdPersonalization = row.AdPersonalization,
                OrderId = row.OrderId,
                CustomVariables = variables,
                Source = row.Source,
            };
        return new CheckedRow(row, found.ToList(), hashed, time, action);
    }

    private async Task AskForVariablesAsync(IConversionNetwork account, CancellationToken cancellationToken)
    {
        var known = await account.GetCustomVariablesAsync(cancellationToken).ConfigureAwait(false);
        _hasAskedForVariables = true;
        _variables = known?.GroupBy(v => v.Name, StringComparer.Ordinal).ToDictionary(v => v.Key, v => v.First(), StringComparer.Ordinal);
    }

    private (Sha256Hash? Email, Sha256Hash? Phone) CheckIdentifiers(OfflineConversion row, ref RowFindings found)
    {
        if (row.HashedFor is { } other && other != _network)
        {
            found.Add(FindingCode.HashedForOtherNetwork, null, ConversionAccount.NetworkName(other), _network);
            return (null, null);
        }

        Sha256Hash? email = null;
        if (row.Email is not null)
        {
            email = IdentifierHasher.Hash(row.Email, _network, out var form);
            if (form.Status != NormalFormStatus.Ok)
            {
                found.Add(FindingCode.EmailMalformed, ConversionField.Email, form.Problem);
            }
            else if (row.Email.IsHashed && row.HashedFor is null && _network == AdNetwork.MicrosoftAdvertising)
            {
                found.Add(FindingCode.HashOriginUnknown, ConversionField.Email);
            }
        }

        Sha256Hash? phone = null;
        if (row.PhoneNumber is not null)
        {
            phone = IdentifierHasher.Hash(row.PhoneNumber, _network, out var form);
            if (form.Status == NormalFormStatus.WithoutCountry)
            {
                found.Add(FindingCode.PhoneWithoutCountry, ConversionField.PhoneNumber);
            }
            else if (form.Status != NormalFormStatus.Ok)
            {
                found.Add(FindingCode.PhoneMalformed, ConversionField.PhoneNumber, form.Problem);
            }
            else if (form.CountryAssumed)
            {
                found.Add(FindingCode.PhoneCountryAssumed, ConversionField.PhoneNumber);
            }
        }

        if (row.Email is null && row.PhoneNumber is null && !HasClickId(row) && !found.HasReadError(FindingCode.EmailHashMalformed, FindingCode.PhoneHashMalformed, FindingCode.PhoneLostDigits, FindingCode.EmailMalformed, FindingCode.PhoneMalformed))
        {
            found.Add(FindingCode.MissingIdentifier, null);
        }

        return (email, phone);
    }

    private bool HasClickId(OfflineConversion row) => _network == AdNetwork.GoogleAds
        ? row.GoogleClickId is not null || row.Gbraid is not null || row.Wbraid is not null
        : row.MicrosoftClickId is not null;

    private void CheckClickIds(OfflineConversion row, ref RowFindings found)
    {
        if (_network == AdNetwork.GoogleAds)
        {
            // Data Manager takes exactly one of the three (Google contract C.4).
            if ((row.GoogleClickId is null ? 0 : 1) + (row.Gbraid is null ? 0 : 1) + (row.Wbraid is null ? 0 : 1) > 1)
            {
                found.Add(FindingCode.ClickIdConflict, ConversionField.GoogleClickId);
            }

            CheckGoogleClickId(row.GoogleClickId, ConversionField.GoogleClickId, ref found);
            CheckGoogleClickId(row.Gbraid, ConversionField.Gbraid, ref found);
            CheckGoogleClickId(row.Wbraid, ConversionField.Wbraid, ref found);
        }
        else if (row.MicrosoftClickId is not null && !Guid.TryParseExact(row.MicrosoftClickId, "N", out _) && !Guid.TryParseExact(row.MicrosoftClickId, "D", out _))
        {
            found.Add(FindingCode.ClickIdMalformed, ConversionField.MicrosoftClickId, "a Microsoft click id has 32 hex digits");
        }
    }

    private static void CheckGoogleClickId(string? id, ConversionField column, ref RowFindings found)
    {
        if (id is not null && id.AsSpan().ContainsAnyExcept(s_googleClickId))
        {
            found.Add(FindingCode.ClickIdMalformed, column, "Google click ids hold only letters A to Z, digits and - _ . =");
        }
    }

    private ConversionAction? CheckName(OfflineConversion row, ref RowFindings found, bool hasHash)
    {
        if (row.ConversionName is null)
        {
            found.Add(FindingCode.ConversionNameMissing, ConversionField.ConversionName);
            return null;
        }

        if (_actions is null)
        {
            return null;
        }

        if (!_actions.TryGetValue(row.ConversionName, out var action))
        {
            var names = _actions.Values.Where(a => a.AcceptsUploads).Select(a => a.Name).ToList();
            found.Add(
                FindingCode.ConversionNameUnknown,
                ConversionField.ConversionName,
                row.ConversionName,
                NearestName.Hint(row.ConversionName, names, "Get-ConversionAction lists the names."));
        }
        else if (!action.AcceptsUploads)
        {
            found.Add(FindingCode.ActionTypeWrong, ConversionField.ConversionName, action.Name, action.Type);
        }
        else if (action.Status is ConversionActionStatus.Paused or ConversionActionStatus.Removed)
        {
            found.Add(FindingCode.ActionNotEnabled, ConversionField.ConversionName, action.Name, action.Status == ConversionActionStatus.Paused ? "paused" : "removed");
        }
        else if (action.EnhancedConversions == false && hasHash && !HasClickId(row))
        {
            found.Add(FindingCode.EnhancedConversionsOff, ConversionField.ConversionName, action.Name);
        }

        return action;
    }

    private DateTimeOffset? CheckTime(OfflineConversion row, ref RowFindings found, bool hasClickId)
    {
        if (row.ConversionTime is not { } time)
        {
            if (!found.HasReadError(FindingCode.TimeUnreadable, FindingCode.TimeSkipped, FindingCode.TimeZoneUnknown))
            {
                found.Add(FindingCode.TimeMissing, ConversionField.ConversionTime);
            }

            return null;
        }

        var instant = time.Instant;
        if (instant is null)
        {
            if (_accountZone is null)
            {
                found.Add(FindingCode.TimeZoneMissing, ConversionField.ConversionTime);
                return null;
            }

            var column = ConversionHeaders.NameOf(ConversionField.ConversionTime);
            instant = (_accountZoneRules is null
                ? ConversionTimes.Resolve(time, _accountZone, row.Source, column, out var finding)
                : ConversionTimes.Resolve(time, _accountZoneRules, row.Source, column, out finding))?.Instant;
            if (finding is not null)
            {
                found.Add(finding);
            }

            if (instant is null)
            {
                return null;
            }
        }

        var age = _clock.GetUtcNow() - instant.Value;
        var maximum = hasClickId ? _limits.MaximumAgeWithClickId : _limits.MaximumAgeWithoutClickId;
        if (age < TimeSpan.Zero)
        {
            found.Add(FindingCode.TimeInFuture, ConversionField.ConversionTime, instant.Value.ToString("yyyy-MM-dd HH:mm:sszzz", CultureInfo.InvariantCulture));
        }
        else if (age > maximum)
        {
            found.Add(FindingCode.TooOld, ConversionField.ConversionTime, (int)age.TotalDays, ConversionAccount.NetworkName(_network), (int)maximum.TotalDays);
        }

        return instant;
    }

    private static void CheckValue(OfflineConversion row, ref RowFindings found)
    {
        if (row.Value is null)
        {
            if (!found.HasReadError(FindingCode.ValueUnreadable))
            {
                found.Add(FindingCode.ValueMissing, ConversionField.ConversionValue);
            }
        }
        else if (row.Value < 0)
        {
            found.Add(FindingCode.ValueNegative, ConversionField.ConversionValue);
        }

        if (row.Currency is null)
        {
            if (row.Value is not null)
            {
                found.Add(FindingCode.CurrencyMissing, ConversionField.ConversionCurrency);
            }
        }
        else if (!CurrencyCodes.All.Contains(row.Currency))
        {
            found.Add(FindingCode.CurrencyUnknown, ConversionField.ConversionCurrency, row.Currency, NearestName.Hint(row.Currency, (IReadOnlyCollection<string>)CurrencyCodes.All, "Use the three letters of ISO 4217, for example EUR."));
        }
    }

    private void CheckConsent(OfflineConversion row, ref RowFindings found)
    {
        ConversionField? column = row.AdUserData == Consent.Denied ? ConversionField.AdUserData
            : row.AdPersonalization == Consent.Denied ? ConversionField.AdPersonalization
            : null;
        if (column is not null)
        {
            // Microsoft has no consent field with offline rows: people who refused must be left out (Microsoft contract 6.3).
            found.Add(FindingCode.ConsentDenied, column, _network == AdNetwork.GoogleAds ? "Google is told so and uses the row accordingly" : "the row is not sent to Microsoft Advertising");
        }
    }

    private static void CheckOrderId(OfflineConversion row, ref RowFindings found)
    {
        if (row.OrderId is { } id && PersonalText.IsIn(id))
        {
            found.Add(FindingCode.OrderIdContainsPersonalData, ConversionField.OrderId);
        }
    }

    /// <returns>The variables that are sent.</returns>
    private CustomVariable[] CheckCustomVariables(IReadOnlyList<CustomVariable> variables, ref RowFindings found)
    {
        if (_network != AdNetwork.GoogleAds)
        {
            found.Add(FindingCode.CustomVariableNotSent, ConversionField.CustomVariable, ConversionAccount.NetworkName(_network));
            return [];
        }

        // Whether Google tells names apart by letter case is not published; a row that needs it to is refused.
        var names = new HashSet<string>(variables.Count, StringComparer.OrdinalIgnoreCase);
        var sent = new CustomVariable[variables.Count];
        for (var i = 0; i < sent.Length; i++)
        {
            sent[i] = CheckCustomVariable(variables[i], names, ref found);
        }

        return sent;
    }

    private CustomVariable CheckCustomVariable(CustomVariable variable, HashSet<string> names, ref RowFindings found)
    {
        var shown = QuotedText.Of(variable.Name);
        if (string.IsNullOrWhiteSpace(variable.Name) || string.IsNullOrWhiteSpace(variable.Value))
        {
            found.Add(FindingCode.CustomVariableUnreadable, ConversionField.CustomVariable, "one has no name or no value");
        }
        else if (PersonalText.IsIn(variable.Name) || PersonalText.IsIn(variable.Value))
        {
            Add(ref found, FindingCode.CustomVariableContainsPersonalData);
        }
        else if (!names.Add(variable.Name))
        {
            Add(ref found, FindingCode.CustomVariableRepeated, shown);
        }
        else if (_variables is null)
        {
            return variable;
        }
        else if (!_variables.TryGetValue(variable.Name, out var known))
        {
            Add(ref found, FindingCode.CustomVariableUnknown, shown, NearestVariable(variable.Name));
        }
        else
        {
            if (known.Status != CustomVariableStatus.Enabled)
            {
                Add(ref found, FindingCode.CustomVariableNotEnabled, shown, known.Status == CustomVariableStatus.Paused ? "paused" : "not enabled");
            }

            // The account's one text of the name, as with the action.
            return variable with { Name = known.Name, ResourceName = known.ResourceName };
        }

        return variable;

        void Add(ref RowFindings found, FindingCode code, params object?[] arguments) => found.AddFor(code, CustomVariableHeader.Of(shown), arguments);
    }

    private string NearestVariable(string name) => _variables!.Values.FirstOrDefault(v => v.Tag == name) is { } tagged
        ? $"That is the tag of '{tagged.Name}'; uploads take the name."
        : NearestName.Hint(name, _variables.Keys, "Write the name as it stands in Google Ads, letter for letter.");
}
