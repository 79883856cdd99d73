using System.Collections;
using System.Globalization;
using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.PS.Hosting;
using EnhancedConversions.Reports;

namespace EnhancedConversions.PS.Commands;

/// <summary>Measures what campaigns are worth by an objective: each conversion action with a weight of its own, and clicks with theirs.</summary>
/// <remarks>
/// <para>The value is the sum of conversions times weight (or of their value times weight, with Measure Value) and of clicks times -ClickWeight. Actions without a weight add nothing and are named in Unweighted.</para>
/// <para>It takes the rows of Get-ConversionReport -By Action, divided further by what is needed: Campaign or Day for -By, Device where a weight has a MobileWeight. Rows of an exported file do as well: Import-Csv report.csv. Such a file needs the columns Action and Conversions at least; numbers have a decimal point or are as this session's culture writes them.</para>
/// <para>Weights are a table: @{ 'Signed contract' = 25 }, or with more to say: @{ 'Phone order' = @{ Weight = 1; MobileWeight = 0.8; Measure = 'Value' } }. A list of such tables weighs an action by count and by value.</para>
/// </remarks>
/// <example>
/// <code>Get-ConversionReport | Measure-ConversionObjective @{ 'Qualified lead' = 25; 'Signed contract' = @{ Weight = 1; Measure = 'Value' } }</code>
/// <para>Gives the weighted value of each campaign: 25 for a qualified lead, and what signed contracts are worth.</para>
/// </example>
/// <example>
/// <code>Get-ConversionReport -By Action, Campaign, Device | Measure-ConversionObjective @{ 'Phone order' = @{ Weight = 30; MobileWeight = 20 } } -ClickWeight 0.0001 -ExcludeNetworkTracked | Sort-Object Value -Descending</code>
/// <para>Weighs phone orders from phones less, gives clicks a small worth, and leaves out what the network tracks itself.</para>
/// </example>
/// <example>
/// <code>Measure-ConversionObjective @{ Basic = 20; Premium = 40; Plus = 30 } -Normalize</code>
/// <para>Gives weights relative to the smallest: 1, 2 and 1.5.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Measure, "ConversionObjective", DefaultParameterSetName = TableSet)]
[OutputType(typeof(ObjectiveValue), typeof(ObjectiveWeight))]
public sealed class MeasureConversionObjectiveCommand : ConversionCmdlet
{
    private const string TableSet = "Weight";
    private const string FileSet = "WeightFile";

    private readonly ReportRowReader _reader = new(CultureInfo.CurrentCulture);
    private ObjectiveWeights? _weights;
    private ConversionObjective? _objective;
    private bool _hasRows;

    /// <summary>Weight of each metric by the name of its conversion action: a number, or a table of Weight, MobileWeight and Measure (Count or Value). Letter case of names does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = TableSet)]
    [ValidateNotNull]
    public IDictionary? Weight { get; set; }

    /// <summary>File with the weights: csv with the columns Metric and Weight, and Measure and MobileWeight where needed, or psd1 with the same table as -Weight takes.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FileSet)]
    [ValidateNotNullOrEmpty]
    public string? WeightFile { get; set; }

    /// <summary>Rows of Get-ConversionReport, or objects with properties of the same names. Left out, -Normalize gives the weights.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Worth of a click; 0 leaves clicks out.</summary>
    /// <value>0</value>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public decimal ClickWeight { get; set; }

    /// <summary>What the value is given by, within each account: Campaign, Day, both, or Account for the account as a whole.</summary>
    /// <value>Campaign</value>
    [Parameter]
    public ObjectiveDivision By { get; set; } = ObjectiveDivision.Campaign;

    /// <summary>Counts conversions of secondary actions, too.</summary>
    [Parameter]
    public SwitchParameter IncludeSecondary { get; set; }

    /// <summary>Leaves out conversions that the network tracks by its own tags, and counts them in NetworkTrackedConversions. This is for values that are sent to the network, which knows those already.</summary>
    [Parameter]
    public SwitchParameter ExcludeNetworkTracked { get; set; }

    /// <summary>Makes weights relative to the smallest one above 0, which becomes 1. Mobile and click weights keep their proportion.</summary>
    [Parameter]
    public SwitchParameter Normalize { get; set; }

    private protected override void Begin()
    {
        var weights = Weight is not null ? WeightInput.Of(Weight) : WeightInput.OfFile(FilePaths.Literal(this, WeightFile!));
        _weights = new ObjectiveWeights(weights, ClickWeight);
        _weights = Normalize ? _weights.Normalize() : _weights;
        _objective = new ConversionObjective(new ConversionObjectiveOptions(_weights, By, IncludeSecondary, ExcludeNetworkTracked));
    }

    private protected override void Process()
    {
        if (InputObject is not null)
        {
            _hasRows = true;
            _objective!.Add(Row(InputObject));
        }
    }

    private protected override void End()
    {
        if (!_hasRows)
        {
            WriteObject(Normalize ? _weights!.Metrics : Array.Empty<ObjectiveWeight>(), enumerateCollection: true);
            return;
        }

        if (_objective!.HasUnknownTracking)
        {
            WriteWarning("Whether the network tracks an action itself is not known for all rows; those of which it is not known were counted. Rows of Get-ConversionReport -By Action tell it in NetworkTracked, for actions the account still lists.");
        }

        var unseen = _objective.GetUnseenMetrics().ToArray();
        if (unseen.Length > 0)
        {
            WriteWarning($"No row is of {string.Join(", ", unseen.Select(u => $"'{u.Metric}'{(u.Nearest is null ? "" : $" (did you mean '{u.Nearest}'?)")}"))}: {(unseen.Length == 1 ? "this weight adds" : "these weights add")} nothing. A weight counts for the conversion action of its name.");
        }

        WriteObject(_objective.GetValues(), enumerateCollection: true);
    }

    private ConversionReportRow Row(PSObject input) => input.BaseObject switch
    {
        ConversionReportRow row => row,
        IDictionary table => _reader.Read(table.Cast<DictionaryEntry>().Select(e => KeyValuePair.Create(Convert.ToString(e.Key, CultureInfo.InvariantCulture)!, Unwrapped.Of(e.Value)))),
        _ => _reader.Read(input.Properties.Where(p => p.IsGettable).Select(p => KeyValuePair.Create(p.Name, Unwrapped.Of(p.Value)))),
    };
}
