using System.Diagnostics;
using EnhancedConversions.Conversions;
using EnhancedConversions.Files;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Core.Tests.Files;

/// <summary>Another program opens and saves what this library writes. Runs where LibreOffice is installed.</summary>
public sealed class LibreOfficeTests : IDisposable
{
    private static readonly string? s_program = new[] { "/usr/bin/soffice", "/usr/local/bin/soffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice", @"C:\Program Files\LibreOffice\program\soffice.exe" }.FirstOrDefault(File.Exists);

    private static readonly object?[][] s_filled =
    [
        ["j.doe@example.com", "+44 113 496 0987", "Signed contract", "2026-11-02 09:30:00", 1200.5m, "EUR", "Granted", "Denied"],
        ["a@example.com", "0044 113 496 0001", "Übergröße, \"x\"", new DateTime(2026, 11, 3, 10, 0, 59), 7m, null, null, null],
        [null, 441134960987m, "=1+1", "2026-10-25 02:30:00+0100", -3.25m, "SEK", "Granted", null],
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public async Task A_filled_in_template_is_read_the_same_after_LibreOffice_saved_it(string form)
    {
        Skip.If(s_program is null, "LibreOffice is not installed.");
        var path = _folder.PathOf("template.xlsx");
        ConversionTemplate.Write(path, new ConversionTemplateOptions { Network = AdNetwork.GoogleAds, TimeZone = "Europe/Berlin", ConversionNames = ["Signed contract"], Currency = "EUR" }, s_filled);
        var saved = await SaveAsync(path, form);
        Assert.Equal(ReadFiles.Rows(path).Select(r => r.Dump()), ReadFiles.Rows(saved).Select(r => r.Dump()));
        Assert.Equal(ReadFiles.Rows(path).Select(r => r.Source.Row), ReadFiles.Rows(saved).Select(r => r.Source.Row));
    }

    [SkippableFact]
    public async Task A_fix_file_and_an_upload_file_are_too()
    {
        Skip.If(s_program is null, "LibreOffice is not installed.");
        var path = _folder.PathOf("template.xlsx");
        ConversionTemplate.Write(path, new ConversionTemplateOptions { Network = AdNetwork.GoogleAds, TimeZone = "Europe/Berlin" }, s_filled);
        var report = await ConversionFileTest.RunAsync(path, ConversionFileOptions.Default, [], [], FixedClock.Noon(), CancellationToken.None, new FixFileOptions(_folder.PathOf("fix.xlsx"), false));
        Assert.Equal(1, report.InvalidRows);
        Assert.Equal(ReadFiles.Row(report.FixFile!).Dump(), ReadFiles.Row(await SaveAsync(report.FixFile!, "xlsx")).Dump());

        var upload = _folder.PathOf("upload.xlsx");
        using (var file = new UploadFile(upload, new UploadFileOptions { Network = AdNetwork.MicrosoftAdvertising }))
        {
            Assert.Null(file.Write(ConversionHasher.Hash(ReadFiles.Rows(path)[1], AdNetwork.MicrosoftAdvertising, null, FixedClock.Noon(), out _)!));
            file.Complete();
        }

        Assert.Equal(ReadFiles.Row(upload).Dump(), ReadFiles.Row(await SaveAsync(upload, "xlsx")).Dump());
    }

    private async Task<string> SaveAsync(string path, string form)
    {
        var folder = Directory.CreateDirectory(_folder.PathOf("saved")).FullName;
        var filter = form == "csv" ? "csv:Text - txt - csv (StarCalc):44,34,76,1" : "xlsx:Calc MS Excel 2007 XML";
        using var office = Process.Start(new ProcessStartInfo(s_program!)
        {
            ArgumentList = { $"-env:UserInstallation={new Uri(_folder.PathOf("profile"))}", "--headless", "--convert-to", filter, "--outdir", folder, path },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await office.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!office.HasExited)
            {
                office.Kill(entireProcessTree: true);
            }
        }

        Assert.Equal(0, office.ExitCode);
        return Path.Combine(folder, Path.ChangeExtension(Path.GetFileName(path), form));
    }
}
