using System.Globalization;
using EnhancedConversions.Messages;
using EnhancedConversions.Times;

namespace EnhancedConversions.Files;

/// <summary>Every error that makes a whole file unusable. Sentences name the file and the place in it, never the content of a cell that could be personal.</summary>
internal static class FileErrors
{
    private const string ExistsId = "FileExists";
    private const string FolderNotFoundId = "FolderNotFound";
    private const string FormatUnknownId = "FileFormatUnknown";
    private const string FixFileIsSourceId = "FixFileIsSource";

    private const string SaveAgain = "Open it in Excel or LibreOffice, save it as Excel workbook (.xlsx) or CSV UTF-8, and use that file.";

    public static ConversionException NotFound(string path) => new(
        "FileNotFound", ErrorKind.NotFound, $"There is no file {path}.", "Check the path; relative paths start in the current location.");

    public static ConversionException IsDirectory(string path) => new(
        "FileIsDirectory", ErrorKind.InvalidInput, $"{path} is a folder, not a file.", "Name the file in it.");

    public static ConversionException IsDevice(string path) => new(
        "FileIsDevice", ErrorKind.InvalidInput, $"{path} is a pipe or a device, not a file.", "Save its content to a file and use that.");

    public static ConversionException Empty(string path) => new(
        "FileEmpty", ErrorKind.InvalidInput, $"{path} is empty.", "Check that the export ran to its end, or start from a template (Export-ConversionTemplate).");

    public static ConversionException InUse(string path, Exception cause) => new(
        "FileInUse", ErrorKind.Busy, $"{path} is in use by another program, which lets nobody else read it.", "Close the file there, or copy it and use the copy.", cause);

    public static ConversionException AccessDenied(string path, Exception? cause = null) => new(
        "FileAccessDenied", ErrorKind.AccessDenied, $"This user may not read {path}.", "Give the user that runs this read permission on the file and its folder.", cause);

    public static ConversionException CannotRead(string path, Exception cause) => new(
        "FileCannotBeRead", ErrorKind.Storage, $"{path} cannot be read: the system reports an input/output error.", "Check the disk or the network share, then try again.", cause);

    public static ConversionException OldWorkbook(string path) => new(
        "WorkbookTooOld", ErrorKind.InvalidInput, $"{path} is a workbook of Excel 97-2003 (.xls), whatever its name says.", SaveAgain);

    public static ConversionException WorkbookEncrypted(string path) => new(
        "WorkbookEncrypted", ErrorKind.InvalidInput, $"{path} is a workbook protected by a password.", "Save a copy without password (Excel: File, Info, Protect Workbook, Encrypt with Password, clear it).");

    public static ConversionException WorkbookOther(string path, string what) => new(
        "WorkbookNotSupported", ErrorKind.InvalidInput, $"{path} is {what}.", SaveAgain);

    public static ConversionException WorkbookDamaged(string path, string where, Exception? cause = null) => new(
        "WorkbookDamaged", ErrorKind.InvalidInput, $"The workbook {path} is damaged or cut off: {where}.", "Get the file again, or open it in Excel, let it be repaired and save it.", cause);

    public static ConversionException WorkbookUnsafe(string path, string what) => new(
        "WorkbookUnsafe", ErrorKind.InvalidInput, $"The workbook {path} is refused: {what}, which no spreadsheet program writes.", "Do not open it; ask the sender where it comes from.");

    public static ConversionException TooLarge(string path, string what, string limit) => new(
        "FileTooLarge", ErrorKind.LimitReached, $"{path} is refused: {what}; the limit is {limit}.", "Check where the file comes from; an honest table of this size can be split into several files.");

    public static ConversionException CellTooLong(string path, string place) => new(
        "CellTooLong", ErrorKind.LimitReached, string.Create(CultureInfo.InvariantCulture, $"{path} holds a cell of more than {FileLimits.CellLength:N0} characters ({place})."), "In a text file look for a quotation mark that is not closed; else shorten the cell or remove its column.");

    public static ConversionException TooManyColumns(string path, string place) => new(
        "TooManyColumns", ErrorKind.LimitReached, string.Create(CultureInfo.InvariantCulture, $"{path} has too many columns ({place}): a header may name {FileLimits.NamedColumns:N0}, a row may have {FileLimits.Columns:N0} cells."), "Keep the columns of the template and remove the others.");

    public static ConversionException NotText(string path) => new(
        "FileNotText", ErrorKind.InvalidInput, $"{path} is neither an Excel workbook nor a text file.", "Use an .xlsx, .csv or .tsv file.");

    public static ConversionException WorksheetNotFound(string path, string name, IReadOnlyList<string> names) => new(
        "WorksheetNotFound", ErrorKind.NotFound, $"{path} has no worksheet '{name}'.", $"Its worksheets are {Quote(names)}.");

    public static ConversionException WorksheetInTextFile(string path, string name) => new(
        "WorksheetNotFound", ErrorKind.NotFound, $"{path} is a text file and has no worksheet '{name}'.", "Leave out -WorksheetName, or name a workbook.");

    public static ConversionException TableNotFound(string path, string seen, string map) => new(
        "TableNotFound",
        ErrorKind.InvalidInput,
        $"{path} holds no table of conversions: no row names at least two of the known columns. {seen}",
        $"Put a header above the rows with Email or Phone Number, Conversion Name and Conversion Time, or name your own headers with -Map {map}. Export-ConversionTemplate writes a file to start from.");

    public static ConversionException ColumnMissing(string path, int row, IReadOnlyList<string> missing, IReadOnlyList<string> names, string map, string near) => new(
        "ColumnMissing",
        ErrorKind.InvalidInput,
        $"The header of {path}, row {row}, has no column for {string.Join(", ", missing)}. It has {QuotedText.List(names)}.",
        $"{near}Add the column, or name your own header for it with -Map {map}. No row can be sent without it.");

    public static ConversionException MapFieldUnknown(string field, string? near) => new(
        "MapFieldUnknown",
        ErrorKind.InvalidInput,
        $"The column map names the field '{field}', which does not exist.",
        $"{(near is null ? "" : $"Did you mean {near}? ")}The fields are {string.Join(", ", Enum.GetNames<ConversionField>())}.");

    public static ConversionException MapHeaderRepeated(string header) => new(
        "MapHeaderRepeated", ErrorKind.InvalidInput, $"The column map gives the header '{header}' to two fields.", "Name each header once.");

    public static ConversionException MapHeaderMissing(string path, int row, string field, string header, IReadOnlyList<string> names, string? near) => new(
        "MapHeaderMissing",
        ErrorKind.InvalidInput,
        $"The header of {path}, row {row}, has no column '{header}', which the column map names for {field}. It has {QuotedText.List(names)}.",
        near is null ? "Name one of these headers in the map." : $"Did you mean '{QuotedText.Of(near)}'?");

    public static ConversionException CustomVariableNameUnusable(string name) => new(
        "CustomVariableNameUnusable", ErrorKind.InvalidInput, $"'{name}' cannot be the name of a custom variable's column.", "Write the name as it stands in Google Ads, without blanks around it.");

    public static ConversionException CustomVariableNameRepeated(string name) => new(
        "CustomVariableNameRepeated", ErrorKind.InvalidInput, $"The custom variable '{name}' is named twice.", "Name each once.");

    public static ConversionException TimeZoneUnknown(string path, int row, string zone) => new(
        "TimeZoneUnknown", ErrorKind.InvalidInput, $"The parameters row of {path}, row {row}, names the time zone '{zone}', which is not known.", TimeZoneNames.Hint(zone));

    public static ConversionException NoKnownProperty(string found, string map, string? delimiter) => new(
        "NoKnownProperty",
        ErrorKind.InvalidInput,
        $"No property of the object says who converted, what or when; {found}.",
        $"{(delimiter is null ? "" : $"Its properties are whole lines of a file: read it with Import-Csv -Delimiter {delimiter}. ")}Pipe rows with properties named like the template's columns, or name your own with -Map {map}. A file needs no Import-Csv: give it to -Path.");

    public static ConversionException CultureUnknown(string name, string? near) => new(
        "CultureUnknown",
        ErrorKind.InvalidInput,
        $"The culture '{name}' is not known.",
        near is null ? "Name language and country, for example de-DE or en-US." : $"Did you mean {near}?");

    public static ConversionException Exists(string path) => new(
        ExistsId, ErrorKind.InvalidInput, $"{path} exists already.", "Use another name, or -Force to replace it.");

    public static ConversionException FolderNotFound(string path) => new(
        FolderNotFoundId, ErrorKind.NotFound, $"The folder of {path} does not exist.", "Make the folder first, or use another path.");

    public static ConversionException CannotWrite(string path, Exception cause) => new(
        "FileCannotBeWritten", ErrorKind.Storage, $"{path} cannot be written.", "Check that the folder can be written to and that no program has the file open.", cause);

    public static ConversionException FormatUnknown(string path) => new(
        FormatUnknownId, ErrorKind.InvalidInput, $"The ending of {path} is neither .xlsx nor .csv.", "Use one of the two.");

    public static ConversionException FixFileIsSource(string path) => new(
        FixFileIsSourceId, ErrorKind.InvalidInput, $"{path} is the file being tested; writing its bad rows there would lose the good ones.", "Name another file for the bad rows.");

    /// <summary>Whether an error is about a file that was to be written, and so says nothing of the one that is read.</summary>
    public static bool IsOfTarget(ConversionException exception) => exception.ErrorId is ExistsId or FolderNotFoundId or FormatUnknownId or FixFileIsSourceId;

    private static string Quote(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(20).Select(n => $"'{n}'")) + (names.Count > 20 ? " and others" : "");
}
