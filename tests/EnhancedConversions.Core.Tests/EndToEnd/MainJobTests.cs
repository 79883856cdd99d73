using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using EnhancedConversions.Conversions;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Core.Tests.EndToEnd;

public sealed class MainJobTests : IDisposable
{
    // SHA-256 of user.name+nyc@example.com (Google's normal form), username@example.com (Microsoft's) and +441134960987.
    private const string GoogleEmail = "f109a2a632fbcea5fc82049f50beed3d8621bf9034399f437fb622222acccdac";
    private const string MicrosoftEmail = "795bcb4bf560f9867afb3de2d0d3a94976324007c45ea099ec14e90231540547";
    private const string Phone = "0fac52d27ec377f8ad2f9de75d1f9bace693237e31868ae6f4616b8bbd0e94fb";

    private const string File = """
        Parameters:TimeZone=Europe/Berlin
        Email,Phone Number,Conversion Name,Conversion Time,Conversion Value,Conversion Currency,Ad User Data,Ad Personalization,Order ID
        User.Name+NYC@Example.com,+44 (0)113 496 0987,Qualified lead,2026-11-01 14:05:00,120.50,eur,Granted,,4711
        user.name+nyc@example.com,,Signed contract,11/02/2026 9:30:00 AM,,,,,
        """;

    private readonly Rehearsal _rehearsal = new();

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task Data_Manager_receives_each_row_as_its_contract_says()
    {
        var results = await _rehearsal.SendAsync(AdNetwork.GoogleAds, _rehearsal.Write("leads.csv", File));
        Assert.All(results, r => Assert.Equal(UploadStatus.Accepted, r.Status));
        var body = JsonNode.Parse(_rehearsal.BodyOf("/events:ingest"))!;
        var destinations = body["destinations"]!.AsArray();
        Assert.All(destinations, d => Assert.Equal("""{"accountType":"GOOGLE_ADS","accountId":"1234567890"}""", d!["operatingAccount"]!.ToJsonString()));
        var events = body["events"]!.AsArray();
        Equal(
            $$"""
            {
              "destinationReferences": ["{{destinations[0]!["reference"]}}"],
              "transactionId": "o-4711",
              "eventTimestamp": "2026-11-01T14:05:00+01:00",
              "eventSource": "WEB",
              "userData": { "userIdentifiers": [ { "emailAddress": "{{GoogleEmail}}" }, { "phoneNumber": "{{Phone}}" } ] },
              "consent": { "adUserData": "CONSENT_GRANTED" },
              "conversionValue": 120.50,
              "currency": "EUR"
            }
            """,
            events[0]!);
        Equal(
            $$"""
            {
              "destinationReferences": ["{{destinations[1]!["reference"]}}"],
              "transactionId": "{{results[1].TransactionId}}",
              "eventTimestamp": "2026-11-02T09:30:00+01:00",
              "eventSource": "WEB",
              "userData": { "userIdentifiers": [ { "emailAddress": "{{GoogleEmail}}" } ] }
            }
            """,
            events[1]!);
        Assert.Equal(("HEX", 2), ((string?)body["encoding"], events.Count));
        Assert.Equal(["destinations", "encoding", "events"], body.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Apply_receives_each_row_as_its_contract_says()
    {
        var results = await _rehearsal.SendAsync(AdNetwork.MicrosoftAdvertising, _rehearsal.Write("leads.csv", File));
        Assert.All(results, r => Assert.Equal(UploadStatus.Accepted, r.Status));
        Equal(
            $$"""
            {
              "OfflineConversions": [
                {
                  "ConversionName": "Qualified lead",
                  "ConversionTime": "2026-11-01T13:05:00Z",
                  "ConversionValue": 120.50,
                  "ConversionCurrencyCode": "EUR",
                  "HashedEmailAddress": "{{MicrosoftEmail}}",
                  "HashedPhoneNumber": "{{Phone}}"
                },
                {
                  "ConversionName": "Signed contract",
                  "ConversionTime": "2026-11-02T08:30:00Z",
                  "HashedEmailAddress": "{{MicrosoftEmail}}"
                }
              ]
            }
            """,
            JsonNode.Parse(_rehearsal.BodyOf("/OfflineConversions/Apply"))!);
    }

    [Fact]
    public async Task The_examples_go_to_both_networks_once_and_nothing_personal_is_in_any_trace()
    {
        var traces = new ConcurrentQueue<string>();
        var listener = new Listener(traces);
        var file = RepositoryFiles.Find("examples/data/leads.csv");
        for (var run = 0; run < 2; run++)
        {
            foreach (var network in Enum.GetValues<AdNetwork>())
            {
                var results = await _rehearsal.SendAsync(network, file, listener);
                Assert.Equal(200, results.Count);
                Assert.Equal(run == 0, results.Exists(r => r.Status == UploadStatus.Accepted));
                results.ForEach(r => traces.Enqueue(System.Text.Json.JsonSerializer.Serialize(r) + r + string.Concat(r.Findings)));
            }
        }

        var receipts = _rehearsal.Sandbox.GetReceipts();
        Assert.Equal((188, 0), (receipts.GoogleAds.Conversions, receipts.GoogleAds.Repeats));
        Assert.Equal(0, receipts.MicrosoftAdvertising.Repeats);
        Assert.InRange(receipts.GoogleAds.Attributed, 1, receipts.GoogleAds.Conversions - 1);

        // Every plain cell of the two identifier columns, and every hash that was sent.
        var personal = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in await System.IO.File.ReadAllLinesAsync(file))
        {
            personal.UnionWith(line.Split(',').Take(2).Where(c => c.Any(char.IsDigit) && c.Length > 5 || c.Contains('@', StringComparison.Ordinal)));
        }

        var requests = string.Concat(_rehearsal.Requests.Select(r => r.Uri + Encoding.UTF8.GetString(r.Body.Span)));
        var hashes = System.Text.RegularExpressions.Regex.Matches(requests, "[0-9a-f]{64}").Select(m => m.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.True(personal.Count > 150 && hashes.Count > 150);
        var ledger = string.Concat(Directory.GetFiles(_rehearsal.Folder).Select(f => Encoding.Latin1.GetString(System.IO.File.ReadAllBytes(f))));
        var seen = string.Join('\n', traces);
        foreach (var value in personal)
        {
            Assert.False(seen.Contains(value, StringComparison.OrdinalIgnoreCase), "a plain identifier is in a result or event");
            Assert.False(ledger.Contains(value, StringComparison.OrdinalIgnoreCase), "a plain identifier is in the ledger");
            Assert.False(requests.Contains(value, StringComparison.OrdinalIgnoreCase) && !hashes.Contains(value), "a plain identifier is in a request");
        }

        foreach (var hash in hashes)
        {
            Assert.False(seen.Contains(hash, StringComparison.OrdinalIgnoreCase), "a hash is in a result or event");
            Assert.False(ledger.Contains(hash, StringComparison.OrdinalIgnoreCase) || ledger.Contains(Encoding.Latin1.GetString(Convert.FromHexString(hash)), StringComparison.Ordinal), "a hash is in the ledger");
        }
    }

    private static void Equal(string expected, JsonNode actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual.ToJsonString(new() { WriteIndented = true }));

    private sealed class Listener(ConcurrentQueue<string> traces) : IProgress<UploadEvent>
    {
        public void Report(UploadEvent value) => traces.Enqueue(value.Message);
    }
}
