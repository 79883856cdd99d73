using EnhancedConversions.Networks;

namespace EnhancedConversions.Reports;

/// <summary>Errors of reports and objectives.</summary>
internal static class ReportErrors
{
    /// <summary>A period that ends before it begins.</summary>
    public static ConversionException PeriodBackwards(DateOnly from, DateOnly to) => new(
        "PeriodBackwards",
        ErrorKind.InvalidInput,
        $"The report would end on {to:yyyy-MM-dd}, before it begins on {from:yyyy-MM-dd}.",
        "Give -From a day that is not after -To. Without -From a report covers the 30 days up to -To; without -To it ends today.");

    /// <summary>A period that has not begun.</summary>
    public static ConversionException PeriodInFuture(DateOnly from, ConversionAccount account) => new(
        "PeriodInFuture",
        ErrorKind.InvalidInput,
        $"The report would begin on {from:yyyy-MM-dd}, which is in the future in {account.TimeZone}.",
        "Give a day of the past with -From.");

    /// <summary>A period of which the network keeps no daily figures any more.</summary>
    public static ConversionException PeriodTooOld(DateOnly from, DateOnly oldest, int months, ConversionAccount account) => new(
        "PeriodTooOld",
        ErrorKind.InvalidInput,
        $"{ConversionAccount.NetworkName(account.Network)} keeps daily figures for {months} months; the report would begin on {from:yyyy-MM-dd}, before {oldest:yyyy-MM-dd}.",
        $"Begin on {oldest:yyyy-MM-dd} or later.");

    /// <summary>A pivot needs something to make columns of.</summary>
    public static ConversionException NothingToPivot() => new(
        "NothingToPivot",
        ErrorKind.InvalidInput,
        "A pivot has a column for each action or category, and the report is divided by neither.",
        "Add Action or Category to -By.");

    /// <summary>A row that holds no report figures.</summary>
    public static ConversionException RowNotReadable(long row, string property, string why) => new(
        "ReportRowNotReadable",
        ErrorKind.InvalidInput,
        $"Row {row}: {property} {why}.",
        "Pass rows of Get-ConversionReport, or of a file that was exported from them.");

    /// <summary>Conversions that nobody can tell apart.</summary>
    public static ConversionException NotByAction(long row) => new(
        "NotDividedByAction",
        ErrorKind.InvalidInput,
        $"Row {row} holds conversions of no named action, so no weight can be found for them.",
        "Divide the report by action: Get-ConversionReport -By Action, with Campaign, Day and Device as needed.");

    /// <summary>Figures that are not divided by what the objective is to be given by.</summary>
    public static ConversionException NotDividedBy(long row, string division) => new(
        "NotDividedBy" + division,
        ErrorKind.InvalidInput,
        $"Row {row} has no {division.ToLowerInvariant()}, which the objective needs.",
        $"Divide the report by it, too: Get-ConversionReport -By Action,{division} and what else is needed.");

    /// <summary>Weights that cannot be used.</summary>
    public static ConversionException WeightInvalid(string metric, string why) => new(
        "WeightInvalid",
        ErrorKind.InvalidInput,
        $"The weight of '{metric}' {why}.",
        "Give a number that is not negative, or a table: @{ Weight = 25; MobileWeight = 20; Measure = 'Value' }. Measure is Count or Value; MobileWeight may be left out.");

    /// <summary>No weight is there to divide by.</summary>
    public static ConversionException NothingToNormalize() => new(
        "NothingToNormalize",
        ErrorKind.InvalidInput,
        "No weight is above 0, so there is none the others could be relative to.",
        "Give at least one weight above 0.");

    /// <summary>No metric has a weight.</summary>
    public static ConversionException NoWeights() => new(
        "NoWeights",
        ErrorKind.InvalidInput,
        "No metric has a weight.",
        "Give at least one, as in -Weight @{ 'Signed contract' = 25 }.");

    /// <summary>A file of weights that cannot be used.</summary>
    public static ConversionException WeightFile(string path, string why) => new(
        "WeightFileNotReadable",
        ErrorKind.InvalidInput,
        $"'{path}' holds no weights: {why}",
        "Give a csv file with the columns Metric and Weight, and Measure and MobileWeight where needed, or a psd1 file with the same table as -Weight takes.");
}
