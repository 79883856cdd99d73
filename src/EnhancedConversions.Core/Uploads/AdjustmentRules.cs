using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Files;
using EnhancedConversions.Identifiers;
using EnhancedConversions.Messages;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Uploads;

/// <summary>What an adjustment must be like before it is sent: what networks refuse, told by row.</summary>
/// <param name="account">Where it goes.</param>
/// <param name="actions">The account's actions; null when they are not known, which leaves the name unchecked.</param>
/// <param name="overwrites">Whether the network takes a new value by a repeated upload, too.</param>
internal sealed class AdjustmentRules(ConversionAccount account, IReadOnlyList<ConversionAction>? actions, bool overwrites)
{
    private readonly bool _google = account.Network == AdNetwork.GoogleAds;
    private readonly DateTimeOffset _now = account.GetClock().GetUtcNow();
    private readonly Dictionary<string, ConversionAction>? _actions = actions?.DistinctBy(action => action.Name).ToDictionary(action => action.Name, StringComparer.Ordinal);

    /// <summary>Checks an adjustment.</summary>
    /// <param name="row">The adjustment.</param>
    public CheckedAdjustment Check(AdjustmentRow row)
    {
        var conversion = row.Conversion;
        var found = new RowFindings(conversion, account.Network);
        var action = CheckName(conversion, ref found);
        var time = CheckTime(conversion, ref found);
        var (email, phone) = _google ? (null, null) : (Hash(conversion.Email, ref found), Hash(conversion.PhoneNumber, ref found));
        CheckTarget(conversion, time, email ?? phone, ref found);
        if (row.Kind == AdjustmentKind.Restate && conversion.Value is null && !found.HasReadError(FindingCode.ValueUnreadable))
        {
            found.Add(FindingCode.AdjustmentValueMissing, ConversionField.ConversionValue);
        }

        if (conversion.Value < 0)
        {
            found.Add(FindingCode.ValueNegative, ConversionField.ConversionValue);
        }

        var findings = found.ToList();
        var orderId = conversion.OrderId is { } id ? RowKey.SentAs(id) : null;
        var result = new UploadResult
        {
            Source = conversion.Source,
            Network = account.Network,
            AccountId = account.AccountId,
            ConversionName = conversion.ConversionName,
            ConversionTime = time,
            Status = UploadStatus.Planned,
            Findings = findings,
            TransactionId = orderId,
        };
        if (findings.FirstOrDefault(f => f.Severity == FindingSeverity.Error) is { } error)
        {
            return new CheckedAdjustment(Ended(result, UploadStatus.Invalid, error));
        }

        if (findings.FirstOrDefault(f => f.Code == FindingCode.AdjustmentTooEarly) is { } early)
        {
            return new CheckedAdjustment(Ended(result, UploadStatus.Held, early) with { NotBefore = time + GoogleAdsLimits.YoungestAdjusted });
        }

        if (action is null)
        {
            return new CheckedAdjustment(result);
        }

        var restates = row.Kind == AdjustmentKind.Restate;
        var item = new AdjustmentItem(
            new ConversionAdjustment
            {
                Kind = row.Kind,
                ConversionName = action.Name,
                OrderId = orderId,
                GoogleClickId = conversion.GoogleClickId,
                MicrosoftClickId = conversion.MicrosoftClickId,
                HashedEmail = email,
                HashedPhoneNumber = phone,
                ConversionTime = time,
                AdjustmentTime = row.AdjustmentTime ?? _now,
                Value = restates ? conversion.Value : null,
                Currency = restates ? conversion.Currency : null,
                Source = conversion.Source,
            },
            action);
        return new CheckedAdjustment(result, item, overwrites && restates ? ToUpload(row, action, time) : null);
    }

    // What an upload must have must be there again (Google contract C.9). It has no place for the time of the correction: rows that state one need it.
    private UploadItem? ToUpload(AdjustmentRow row, ConversionAction action, DateTimeOffset? time)
    {
        var conversion = row.Conversion;
        if (conversion.OrderId is null || time is null || row.AdjustmentTime is not null || (conversion.Currency ?? action.Currency) is null)
        {
            return null;
        }

        var ours = conversion.HashedFor is null || conversion.HashedFor == account.Network;
        var hashed = new HashedConversion
        {
            Network = account.Network,
            EmailHash = ours && conversion.Email is { } email ? IdentifierHasher.Hash(email, account.Network, out _) : null,
            PhoneHash = ours && conversion.PhoneNumber is { } phone ? IdentifierHasher.Hash(phone, account.Network, out _) : null,
            GoogleClickId = conversion.GoogleClickId,
            Gbraid = conversion.Gbraid,
            Wbraid = conversion.Wbraid,
            ConversionName = action.Name,
            ConversionTime = time.Value,
            Value = conversion.Value,
            Currency = conversion.Currency ?? action.Currency,
            AdUserData = conversion.AdUserData,
            AdPersonalization = conversion.AdPersonalization,
            OrderId = conversion.OrderId,
            Source = conversion.Source,
        };
        return (hashed.EmailHash ?? hashed.PhoneHash) is null && (hashed.GoogleClickId ?? hashed.Gbraid ?? hashed.Wbraid) is null
            ? null
            : new UploadItem(hashed, action, RowKey.SentAs(conversion.OrderId));
    }

    private ConversionAction? CheckName(OfflineConversion row, ref RowFindings found)
    {
        if (row.ConversionName is null)
        {
            found.Add(FindingCode.ConversionNameMissing, ConversionField.ConversionName);
            return null;
        }

        if (_actions is null || _actions.TryGetValue(row.ConversionName, out var action))
        {
            return _actions?[row.ConversionName];
        }

        found.Add(
            FindingCode.ConversionNameUnknown,
            ConversionField.ConversionName,
            row.ConversionName,
            NearestName.Hint(row.ConversionName, _actions.Keys, "Get-ConversionAction lists the names."));
        return null;
    }

    private DateTimeOffset? CheckTime(OfflineConversion row, ref RowFindings found)
    {
        if (row.ConversionTime is not { } written)
        {
            return null;
        }

        var time = written.Instant;
        if (time is null)
        {
            time = ConversionTimes.Resolve(written, account.TimeZone, row.Source, ConversionHeaders.NameOf(ConversionField.ConversionTime), out var finding)?.Instant;
            if (finding is not null)
            {
                found.Add(finding);
            }
        }

        var age = _now - time;
        if (age < TimeSpan.Zero)
        {
            found.Add(FindingCode.TimeInFuture, ConversionField.ConversionTime, time!.Value.ToString("yyyy-MM-dd HH:mm:sszzz", CultureInfo.InvariantCulture));
        }
        else if (_google && age < GoogleAdsLimits.YoungestAdjusted)
        {
            found.Add(
                FindingCode.AdjustmentTooEarly,
                ConversionField.ConversionTime,
                (int)GoogleAdsLimits.YoungestAdjusted.TotalHours,
                ConversionAccount.NetworkName(account.Network),
                UtcText.ToMinute(time!.Value + GoogleAdsLimits.YoungestAdjusted));
        }
        else if (_google && age > GoogleAdsLimits.OldestAdjusted)
        {
            found.Add(FindingCode.AdjustmentTooLate, ConversionField.ConversionTime, (int)age.Value.TotalDays, ConversionAccount.NetworkName(account.Network), (int)GoogleAdsLimits.OldestAdjusted.TotalDays);
        }

        return time;
    }

    private string? Hash(Identifier? identifier, ref RowFindings found)
    {
        if (identifier is null)
        {
            return null;
        }

        var hash = IdentifierHasher.Hash(identifier, account.Network, out var form);
        if (hash is null)
        {
            var email = identifier.Kind == IdentifierKind.Email;
            found.Add(
                email ? FindingCode.EmailMalformed : form.Status == NormalFormStatus.WithoutCountry ? FindingCode.PhoneWithoutCountry : FindingCode.PhoneMalformed,
                email ? ConversionField.Email : ConversionField.PhoneNumber,
                form.Problem);
        }

        return hash?.ToString();
    }

    // Google: order id, or click id and time (Google contract A.7). Microsoft: what the conversion was uploaded with, and its time.
    private void CheckTarget(OfflineConversion row, DateTimeOffset? time, string? hash, ref RowFindings found)
    {
        var named = _google ? row.OrderId is not null || (row.GoogleClickId is not null && time is not null) : (row.MicrosoftClickId ?? hash) is not null && time is not null;
        if (!named && !found.HasError)
        {
            found.Add(
                FindingCode.AdjustmentTargetMissing,
                null,
                _google ? "Give its order id, or its Google click id and its time." : "Give its time, and the click id, e-mail address or phone number it was uploaded with.");
        }
    }

    private static UploadResult Ended(UploadResult result, UploadStatus status, Finding finding) =>
        result with { Status = status, Code = finding.Code.ToString(), Message = $"{finding.Message} {finding.Hint}" };
}
