namespace EnhancedConversions.Validation;

/// <summary>Where the rows of a file that cannot be sent are written, to be corrected and imported again.</summary>
/// <param name="Path">An .xlsx or .csv file. It holds the personal data of its rows, as the tested file does.</param>
/// <param name="Overwrite">True replaces an existing file.</param>
public sealed record FixFileOptions(string Path, bool Overwrite);
