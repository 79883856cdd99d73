using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Files.Excel;
using EnhancedConversions.Times;
using NodaTime;

namespace EnhancedConversions.Files;

/// <summary>
/// Hashed conversions as the file a network's own web page takes (contracts google D.1, microsoft 9.1), xlsx or csv by its ending.
/// Neither page takes other columns than its own. Times are written to the second.
/// </summary>
public sealed class UploadFile : IDisposable
{
    /// <summary>The reason of <see cref="Write"/> for a row that may not be sent: it is no fault of the row.</summary>
    public const string ConsentIsDenied = "consent is denied";

    private static readonly string[] s_googleHeader =
        ["Email", "Phone Number", "Conversion Name", "Conversion Time", "Conversion Value", "Conversion Currency", "Ad User Data", "Ad Personalization", "Order ID", "Google Click ID"];

    private static readonly string[] s_microsoftHeader =
        ["Conversion Name", "Conversion Time", "Conversion Value", "Conversion Currency", "Microsoft Click ID", "Hashed Email Address", "Hashed Phone Number"];

    private static readonly string[] s_braid = ["GBRAID", "WBRAID"];

    private readonly UploadFileOptions _options;
    private readonly IReadOnlyList<string> _variables;
    private readonly NamedTimeZone? _zone;
    private readonly TableFile _table;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="options">For whom.</param>
    /// <exception cref="ConversionException">The zone is unknown, a custom variable has no name or is named twice, the file exists, or it cannot be written.</exception>
    public UploadFile(string path, UploadFileOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _zone = options.TimeZone is null ? null : TimeZoneNames.Find(options.TimeZone) ?? throw TimeErrors.ZoneUnknown(options.TimeZone);
        var isGoogle = options.Network == AdNetwork.GoogleAds;
        ConversionTemplate.CheckVariables(options.CustomVariables);
        _variables = isGoogle ? options.CustomVariables : [];
        string[] header = [.. isGoogle ? s_googleHeader : s_microsoftHeader, .. isGoogle && options.IncludeBraid ? s_braid : [], .. _variables.Select(CustomVariableHeader.Of)];
        var zone = isGoogle ? _zone?.Id.Replace(":", "", StringComparison.Ordinal) : "+0000";
        _table = new TableFile(path, options.Overwrite, withPreamble: false);
        try
        {
            _table.Begin("Conversions", [.. header.Select(h => new SheetColumn(h.Contains("Email", StringComparison.Ordinal) || h.Contains("Phone", StringComparison.Ordinal) ? 66 : 26, CellLook.Text))], zone is null ? null : [$"{ParametersRow.Prefix}TimeZone={zone}"], header);
        }
        catch
        {
            _table.Dispose();
            throw;
        }
    }

    /// <summary>Rows written.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows whose GBRAID or WBRAID had no column; their other identifiers were written.</summary>
    public int RowsWithoutBraid { get; private set; }

    /// <summary>Microsoft: rows left out for denied consent, which its page has no column for.</summary>
    public int RowsWithoutConsent { get; private set; }

    /// <summary>Rows with custom variables that had no column; all else of them was written.</summary>
    public int RowsWithoutVariables { get; private set; }

    /// <summary>Writes a row.</summary>
    /// <param name="row">A row hashed for the network of this file.</param>
    /// <returns>Why it was left out, to complete "is left out: "; null when it was written.</returns>
    /// <exception cref="ConversionException">The file cannot be written.</exception>
    public string? Write(HashedConversion row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Network != _options.Network)
        {
            throw new ArgumentException($"The row was hashed for {row.Network}.", nameof(row));
        }

        var isGoogle = row.Network == AdNetwork.GoogleAds;
        if (!isGoogle && (row.AdUserData == Consent.Denied || row.AdPersonalization == Consent.Denied))
        {
            RowsWithoutConsent++;
            return ConsentIsDenied;
        }

        var losesBraid = isGoogle && !_options.IncludeBraid && (row.Gbraid ?? row.Wbraid) is not null;
        if (losesBraid && (row.HashedEmail ?? row.HashedPhoneNumber ?? row.GoogleClickId) is null)
        {
            return "its only identifier is a GBRAID or WBRAID";
        }

        RowsWithoutBraid += losesBraid ? 1 : 0;
        RowsWithoutVariables += row.CustomVariables.Any(v => !_variables.Contains(v.Name)) ? 1 : 0;
        Rows++;
        _table.WriteRow(isGoogle ? GoogleCells(row) : MicrosoftCells(row));
        return null;
    }

    /// <summary>Ends the file and gives it its name; without it nothing remains.</summary>
    public void Complete() => _table.Complete();

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();

    private static object?[] MicrosoftCells(HashedConversion row) =>
        [row.ConversionName, ToSecond(row.ConversionTime.UtcDateTime), row.Value, row.Currency, row.MicrosoftClickId, row.HashedEmail, row.HashedPhoneNumber];

    private static DateTime ToSecond(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Unspecified);

    private static string? TextOf(Consent consent) => consent == Consent.Unspecified ? null : consent.ToString();

    private object?[] GoogleCells(HashedConversion row)
    {
        object?[] cells =
        [
            row.HashedEmail, row.HashedPhoneNumber, row.ConversionName, TimeOf(row.ConversionTime), row.Value, row.Currency,
            TextOf(row.AdUserData), TextOf(row.AdPersonalization), row.OrderId, row.GoogleClickId,
        ];
        return !_options.IncludeBraid && _variables.Count == 0 ? cells :
        [
            .. cells,
            .. _options.IncludeBraid ? (object?[])[row.Gbraid, row.Wbraid] : [],
            .. _variables.Select(name => row.CustomVariables.FirstOrDefault(v => v.Name == name)?.Value),
        ];
    }

    // Google's page refuses offsets with a colon. In a zone of its own a time needs an offset only in the hour that comes twice.
    private string TimeOf(DateTimeOffset time)
    {
        if (_zone is null)
        {
            return WithOffset(time);
        }

        var local = Instant.FromDateTimeOffset(time).InZone(_zone.Rules);
        return _zone.Rules.MapLocal(local.LocalDateTime).Count == 1
            ? local.ToDateTimeUnspecified().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : WithOffset(local.ToDateTimeOffset());
    }

    private static string WithOffset(DateTimeOffset time) =>
        time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + time.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);
}
