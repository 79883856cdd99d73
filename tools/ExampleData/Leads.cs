using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EnhancedConversions.ExampleData;

/// <summary>
/// Makes leads of people who do not exist: example.com addresses and phone numbers reserved for fiction. Equal arguments give equal leads.
/// Good times lie between 2026-10-15 and 2026-11-19, for runs whose clock stands at 2026-11-20T12:00:00Z.
/// </summary>
internal sealed class Leads(int seed, int rows, bool zoneInEveryTime)
{
    public static readonly string[] ConversionNames = ["Qualified lead", "Signed contract", "Phone order"];

    private static readonly DateTime s_firstDay = new(2026, 10, 15);
    private static readonly string[] s_firstNames = ["anna", "ben", "carla", "david", "elena", "farid", "grace", "hugo", "ines", "jonas", "karin", "leo", "mia", "noah", "olga", "pavel", "rosa", "sven", "tara", "uwe"];
    private static readonly string[] s_lastNames = ["adler", "berg", "costa", "dietz", "engel", "frank", "gruber", "haas", "ivers", "jensen", "keller", "lang", "moser", "nolte", "olsen", "peters", "quist", "roth", "sommer", "thal"];

    private static readonly string[] s_zones = [" America/New_York", " Europe/London", " Asia/Kolkata", "+0530", "-0500", "+00:00", " Asia/Tokyo", "Z"];

    private readonly Random _random = new(seed);

    public IReadOnlyList<Lead> Make(int firstRow)
    {
        var leads = new List<Lead>();
        var flaws = new Queue<Func<Lead, Lead>>(Flaws);
        var distance = rows / (Flaws.Length + 1);
        for (var i = 0; i < rows; i++)
        {
            var lead = Good(firstRow + i, i);
            leads.Add(i % distance == distance - 1 && flaws.TryDequeue(out var spoil) ? spoil(lead) : lead);
        }

        return leads;
    }

    private static Func<Lead, Lead>[] Flaws { get; } =
    [
        l => l with { Email = "anna.adler(at)example.com", Phone = null, Flaw = "the e-mail address has no @", Code = "EmailMalformed" },
        l => l with { Email = null, Phone = null, Flaw = "neither e-mail address nor phone number", Code = "MissingIdentifier" },
        l => l with { Time = "31.10.2026 14:05", Flaw = "day before month, with dots", Code = "TimeUnreadable" },
        l => l with { Time = "2026-10-04 02:30:00 Australia/Sydney", Flaw = "an hour that summer time skipped", Code = "TimeSkipped" },
        l => l with { Time = "2027-02-01 10:00:00Z", Flaw = "next year", Code = "TimeInFuture" },
        l => l with { Time = "2026-05-04 10:00:00Z", Flaw = "half a year old", Code = "TooOld" },
        l => l with { Value = -49.90m, Flaw = "a refund as negative value", Code = "ValueNegative" },
        l => l with { Currency = "EURO", Flaw = "no ISO 4217 code", Code = "CurrencyUnknown" },
        l => l with { AdUserData = "yes", Flaw = "neither Granted nor Denied", Code = "ConsentUnreadable" },
        l => l with { Name = "Qualifed lead", Flaw = "misspelled; seen when the account is known", Code = "ConversionNameUnknown" },
        l => l with { Email = null, Phone = "4.41135E+11", Flaw = "the spreadsheet shortened the number", Code = "PhoneLostDigits" },
        l => l with { Email = HashOf("shortened@example.com")[..63], Phone = null, Flaw = "a hash that lost its last digit", Code = "EmailHashMalformed" },
    ];

    private static string HashOf(string address) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address)));

    private Lead Good(int row, int number)
    {
        var isHashed = _random.Next(8) == 0;
        var hasPhone = _random.Next(3) == 0;
        var hasEmail = !hasPhone || _random.Next(2) == 0;
        var name = Pick(ConversionNames);
        var local = s_firstDay.AddDays(_random.Next(36)).AddHours(8 + _random.Next(12)).AddMinutes(_random.Next(60)).AddSeconds(_random.Next(60));

        var isEuropean = _random.Next(4) != 0;
        var consent = isEuropean ? _random.Next(12) == 0 ? "Denied" : "Granted" : null;
        return new Lead
        {
            Row = row,
            Email = hasEmail ? Address(number, isHashed) : null,
            Phone = hasPhone ? Phone(isEuropean) : null,
            Name = name,
            Local = local,
            Time = Time(local),
            Value = name switch
            {
                "Qualified lead" => _random.Next(10) == 0 ? null : 50m,
                "Signed contract" => 480m + (_random.Next(116) * 100m),
                _ => 19.90m + _random.Next(280),
            },
            Currency = isEuropean ? Pick(["EUR", "EUR", "EUR", "GBP", "SEK"]) : "USD",
            AdUserData = consent,
            AdPersonalization = consent is "Granted" && _random.Next(6) == 0 ? "Denied" : consent,
            OrderId = _random.Next(10) == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"A-{1000 + number}"),
        };
    }

    // Dots and plus tags are kept by Google and dropped by Microsoft, so such an address has two hashes. Hashed cells have neither:
    // their hash is right for both.
    private string Address(int number, bool isHashed)
    {
        var first = Pick(s_firstNames);
        var last = Pick(s_lastNames);
        if (isHashed)
        {
            var hash = HashOf(string.Create(CultureInfo.InvariantCulture, $"{first}{last}{number}@example.com"));
            return _random.Next(3) == 0 ? hash.ToUpperInvariant() : hash;
        }

        var local = _random.Next(4) switch
        {
            0 => $"{first}{last}",
            1 => $"{first[0]}.{last}",
            _ => $"{first}.{last}",
        };
        var tag = _random.Next(5) == 0 ? "+fair" : "";
        var address = string.Create(CultureInfo.InvariantCulture, $"{local}{number}{tag}@example.com");
        return _random.Next(9) == 0 ? $"{char.ToUpperInvariant(address[0])}{address[1..].Replace("example", "Example", StringComparison.Ordinal)}" : address;
    }

    private string Phone(bool isEuropean)
    {
        var last = _random.Next(100);
        FormattableString number = (isEuropean, _random.Next(2)) switch
        {
            (true, 0) => $"+44 113 496 0{_random.Next(10)}{last:00}",
            (true, _) => $"+44 (20) 7946-0{_random.Next(10)}{last:00}",
            (false, 0) => $"+1 (212) 555-01{last:00}",
            (false, _) => $"+1800555{100 + last:0000}",
        };
        return number.ToString(CultureInfo.InvariantCulture);
    }

    private string? Time(DateTime local)
    {
        var iso = local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        if (zoneInEveryTime || _random.Next(4) == 0)
        {
            var zone = Pick(s_zones);
            return zone is "Z" or "+00:00" ? $"{iso.Replace(' ', 'T')}{zone}" : $"{iso}{zone}";
        }

        return _random.Next(5) switch
        {
            0 => local.ToString("MM/dd/yyyy hh:mm:ss tt", CultureInfo.InvariantCulture),
            1 => local.ToString("MMM d, yyyy h:mm:ss tt", CultureInfo.InvariantCulture),
            2 => null,
            _ => iso,
        };
    }

    private T Pick<T>(T[] choices) => choices[_random.Next(choices.Length)];
}
