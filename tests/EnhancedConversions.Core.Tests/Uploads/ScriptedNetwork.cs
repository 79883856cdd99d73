using System.Collections.Concurrent;
using EnhancedConversions.Conversions;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;

namespace EnhancedConversions.Core.Tests.Uploads;

/// <summary>A network whose answers a test writes. It stands where the real ones begin: behind the port.</summary>
internal sealed class ScriptedNetwork(AdNetwork network = AdNetwork.GoogleAds) : IConversionNetwork
{
    public AdNetwork Network => network;

    public NetworkLimits Limits { get; init; } = NetworkLimits.For(network);

    public Func<IReadOnlyList<UploadItem>, CancellationToken, Task<UploadAnswer>> Answer { get; set; } = (_, _) => Task.FromResult(Accepted);

    public ConcurrentQueue<IReadOnlyList<UploadItem>> Batches { get; } = [];

    public static UploadAnswer Accepted => new() { Verdict = UploadVerdict.Answered, RequestId = "request-1" };

    public IEnumerable<string> Sent => Batches.SelectMany(b => b.Select(i => i.TransactionId));

    public List<ConversionAction> Actions { get; } =
    [
        Action(network, "1", "Qualified lead"),
        Action(network, "2", "Signed contract"),
        Action(network, "3", "Newsletter") with { AcceptsUploads = false, Type = "WEBPAGE" },
        Action(network, "4", "Paused goal") with { Status = ConversionActionStatus.Paused },
    ];

    public ConversionAccount Account(string ledger, TimeProvider clock) =>
        new(this, new AccountDetails("1234567890", "Demo", "Europe/Berlin", "EUR", false, true), null, true, LedgerLocation.Parse(ledger), clock);

    public Task<AccountDetails> GetAccountAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ConversionAction>> GetActionsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ConversionAction>>(Actions);

    /// <summary>What the account has; null for a network without such a thing.</summary>
    public IReadOnlyList<AccountCustomVariable>? CustomVariables { get; init; }

    public int CustomVariableQuestions { get; private set; }

    public Task<IReadOnlyList<AccountCustomVariable>?> GetCustomVariablesAsync(CancellationToken cancellationToken)
    {
        CustomVariableQuestions++;
        return Task.FromResult(CustomVariables);
    }

    public Task<ConversionAction> CreateActionAsync(ConversionActionSettings settings, bool validateOnly, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<UploadAnswer> UploadAsync(IReadOnlyList<UploadItem> batch, bool validateOnly, CancellationToken cancellationToken)
    {
        Batches.Enqueue(batch);
        return Answer(batch, cancellationToken);
    }

    public static ConversionAction Action(AdNetwork network, string id, string name) => new()
    {
        Network = network,
        AccountId = "1234567890",
        Id = id,
        Name = name,
        Type = network == AdNetwork.GoogleAds ? "UPLOAD_CLICKS" : "OfflineConversion",
        AcceptsUploads = true,
    };
}
