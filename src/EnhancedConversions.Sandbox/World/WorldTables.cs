using EnhancedConversions.Sandbox.GoogleAds.Actions;
using EnhancedConversions.Sandbox.GoogleAds.DataManager;
using EnhancedConversions.Sandbox.GoogleAds.Uploads;
using EnhancedConversions.Sandbox.MicrosoftAdvertising;
using EnhancedConversions.Sandbox.OAuth;

namespace EnhancedConversions.Sandbox.World;

/// <summary>Everything the world remembers, a table a member. Used inside <see cref="WorldStore.Read"/> and <see cref="WorldStore.Change{T}"/> only.</summary>
internal sealed class WorldTables(WorldDatabase database)
{
    private const int Version = 5;

    private static readonly string[] s_schemas =
    [
        CounterTable.Schema, CallTable.Schema, TokenTable.Schema, AuthorizationTable.Schema, ServiceAccountTable.Schema, ConversionTable.Schema, AdjustmentTable.Schema,
        ConversionActionTable.Schema, IngestRequestTable.Schema, UploadJobTable.Schema, GoalTable.Schema, ReportRequestTable.Schema,
    ];

    public CounterTable Counters { get; } = new(database);

    public CallTable Calls { get; } = new(database);

    public TokenTable Tokens { get; } = new(database);

    public AuthorizationTable Authorizations { get; } = new(database);

    public ServiceAccountTable ServiceAccounts { get; } = new(database);

    public ConversionTable Conversions { get; } = new(database);

    public AdjustmentTable Adjustments { get; } = new(database);

    public ConversionActionTable Actions { get; } = new(database);

    public IngestRequestTable IngestRequests { get; } = new(database);

    public UploadJobTable UploadJobs { get; } = new(database);

    public GoalTable Goals { get; } = new(database);

    public ReportRequestTable ReportRequests { get; } = new(database);

    /// <summary>Makes the tables and the demo data, once in a world's life.</summary>
    /// <exception cref="IOException">The folder holds a world of another version of the sandbox.</exception>
    public void CreateAndSeed(DateTimeOffset now)
    {
        long version = database.Number("PRAGMA user_version");
        if (version == Version)
        {
            return;
        }

        if (version != 0)
        {
            throw new IOException($"The sandbox state folder was written by another version of the sandbox ({version}, this is {Version}). Remove the folder to start afresh.");
        }

        foreach (string statement in s_schemas.SelectMany(s => s.Split(';')))
        {
            database.Run(statement);
        }

        Tokens.Seed();
        DemoConversionActions.Seed(Actions, now);
        DemoGoals.Seed(Goals, now);
        database.Run(FormattableString.Invariant($"PRAGMA user_version = {Version}"));
    }

    public SandboxReceipt ReceiptOf(Network network)
    {
        ConversionTotals totals = Conversions.Totals(network);
        return new SandboxReceipt
        {
            Requests = Counters.Get(network, Counter.Requests),
            UploadRequests = Counters.Get(network, Counter.UploadRequests),
            RowsReceived = totals.Conversions + totals.Repeats,
            Conversions = totals.Conversions,
            Repeats = totals.Repeats,
            Attributed = totals.Attributed,
            UnattributedReasons = totals.UnattributedReasons,
            Retractions = Adjustments.Count(network, AdjustmentKind.Retract),
            Restatements = Adjustments.Count(network, AdjustmentKind.Restate),
        };
    }
}
