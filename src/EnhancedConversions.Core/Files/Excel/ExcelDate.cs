namespace EnhancedConversions.Files.Excel;

/// <summary>Turns a spreadsheet's serial number into a date.</summary>
internal static class ExcelDate
{
    private const double DaysTo10000 = 2_958_466;

    /// <summary>Reads a serial number.</summary>
    /// <param name="serial">Days since the workbook's day 0, the time of day as fraction.</param>
    /// <param name="uses1904">The workbook's day 0.</param>
    /// <param name="date">The date, rounded to milliseconds.</param>
    /// <returns>False for a time of day without date, a negative number, 1900-02-29 (which Excel counts and never was) or one beyond the year 9999.</returns>
    public static bool TryRead(double serial, bool uses1904, out DateTime date)
    {
        date = default;
        var lastDay = uses1904 ? DaysTo10000 - 1_462 : DaysTo10000;
        if (!(serial >= 1) || serial >= lastDay || (!uses1904 && serial is >= 60 and < 61))
        {
            return false;
        }

        var milliseconds = Math.Round(serial * 86_400_000d);
        var dayZero = uses1904 ? new DateTime(1904, 1, 1) : serial < 60 ? new DateTime(1899, 12, 31) : new DateTime(1899, 12, 30);
        if (milliseconds > (DateTime.MaxValue - dayZero).TotalMilliseconds)
        {
            return false;
        }

        date = dayZero.AddTicks((long)milliseconds * TimeSpan.TicksPerMillisecond);
        return true;
    }
}
