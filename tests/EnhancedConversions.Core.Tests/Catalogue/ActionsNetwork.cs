using EnhancedConversions.Conversions;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;

namespace EnhancedConversions.Core.Tests.Catalogue;

/// <summary>A network that has actions and nothing else; a test may slip in while they are read.</summary>
internal sealed class ActionsNetwork(AdNetwork network = AdNetwork.GoogleAds) : IConversionNetwork
{
    private int _asked;

    public AdNetwork Network => network;

    public NetworkLimits Limits { get; } = NetworkLimits.For(network);

    public List<ConversionAction> Actions { get; } = [];

    /// <summary>How often the actions were asked for.</summary>
    public int Asked => _asked;

    /// <summary>Runs after the actions were read and before they are handed out, with the number of the request.</summary>
    public Func<int, Task>? WhileReading { get; set; }

    public ConversionAccount Account(LedgerLocation ledger, TimeProvider clock, string accountId = "1234567890") =>
        new(this, new AccountDetails(accountId, "Demo " + accountId, "Europe/Berlin", "EUR", false, true), null, true, ledger, clock);

    public ConversionAction Add(string id, string name, string accountId = "1234567890")
    {
        var action = new ConversionAction
        {
            Network = network,
            AccountId = accountId,
            Id = id,
            Name = name,
            Type = "UPLOAD_CLICKS",
            AcceptsUploads = true,
            Category = "QUALIFIED_LEAD",
            Primary = true,
            Count = CountingType.One,
            ValueMode = ConversionValueMode.Different,
            Value = 12.50m,
            Currency = "EUR",
            ClickThroughWindowDays = 30,
        };
        Actions.Add(action);
        return action;
    }

    public void Change(string id, Func<ConversionAction, ConversionAction> change)
    {
        var at = Actions.FindIndex(a => a.Id == id);
        Actions[at] = change(Actions[at]);
    }

    public async Task<IReadOnlyList<ConversionAction>> GetActionsAsync(CancellationToken cancellationToken)
    {
        var read = Actions.ToArray();
        var number = Interlocked.Increment(ref _asked);
        if (WhileReading is not null)
        {
            await WhileReading(number);
        }

        return read;
    }

    public Task<AccountDetails> GetAccountAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ConversionAction> CreateActionAsync(ConversionActionSettings settings, bool validateOnly, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<UploadAnswer> UploadAsync(IReadOnlyList<UploadItem> batch, bool validateOnly, CancellationToken cancellationToken) => throw new NotSupportedException();
}
