namespace EnhancedConversions.Scheduling;

/// <summary>The errors of schedule definitions.</summary>
internal static class ScheduleErrors
{
    public static ConversionException TimeInvalid() => new(
        "ScheduleTimeInvalid", ErrorKind.InvalidInput, "A daily run needs a time of day in whole minutes, 00:00 to 23:59.", "Write -At 05:00.");

    public static ConversionException ZoneUnknown(string zone, string? nearest) => new(
        "TimeZoneUnknown",
        ErrorKind.InvalidInput,
        $"No time zone is called '{zone}'.",
        nearest is null ? "Name a zone such as Europe/Berlin." : $"Did you mean '{nearest}'?");

    public static ConversionException ZoneIsOffset(string zone) => new(
        "TimeZoneIsOffset",
        ErrorKind.InvalidInput,
        $"'{zone}' is an offset, and an offset does not know when clocks change.",
        "Name the zone, such as Europe/Berlin; a zone that never changes its clocks is, for example, Etc/GMT-1 for +01:00.");

    public static ConversionException NameInvalid(string name) => new(
        "ScheduleNameInvalid",
        ErrorKind.InvalidInput,
        $"'{name}' cannot be the name of a task, a unit and a file at once.",
        "Use up to 80 letters A to Z, digits, dots, dashes and underscores, beginning with a letter or digit.");

    public static ConversionException TextInvalid(string what) => new(
        "ScheduleTextInvalid",
        ErrorKind.InvalidInput,
        $"{what} has a control character, which no scheduler takes.",
        "Rename the file, or take the character out.");

    public static ConversionException PathNotAbsolute(string what, string path) => new(
        "SchedulePathNotAbsolute",
        ErrorKind.InvalidInput,
        $"{what} '{path}' is no full path on the system the schedule is for.",
        "Give the whole path: a scheduled run starts in another folder.");

    public static ConversionException RunbookMissing(string parameter) => new(
        "ScheduleRunbookMissing",
        ErrorKind.InvalidInput,
        $"A schedule for Azure Automation needs -{parameter}.",
        "Give -ResourceGroupName, -AutomationAccountName and -RunbookName.");

    public static ConversionException ScriptForAzure() => new(
        "ScheduleScriptForAzure",
        ErrorKind.InvalidInput,
        "Azure Automation runs a runbook, not a script of this machine.",
        "Publish the script as a runbook and name it with -RunbookName; its parameters go into -RunbookParameter.");

    public static ConversionException NothingToRun() => new(
        "ScheduleSignInMissing",
        ErrorKind.InvalidInput,
        "How the run signs in is not known: a schedule never takes over the credentials of this session.",
        "Give -SignIn { Connect-ConversionAccount ... } with secrets read from a vault or a key file, or -ScriptPath with a script that does all of it.");

    public static ConversionException ZonesDiffer(string zones) => new(
        "ScheduleZonesDiffer",
        ErrorKind.InvalidInput,
        $"The accounts are in different time zones: {zones}.",
        "Make one schedule for each zone, or choose one with -TimeZone.");
}
