using EnhancedConversions.Conversions;
using EnhancedConversions.ExampleData;
using EnhancedConversions.Files;

// Writes examples/data anew: dotnet run --project tools/ExampleData -- examples/data
var folder = args is [var named] ? named : Path.Combine("examples", "data");

var workbook = new ConversionTemplateOptions
{
    Network = AdNetwork.GoogleAds,
    TimeZone = "Europe/Berlin",
    ConversionNames = Leads.ConversionNames,
    Currency = "EUR",
    Overwrite = true,
};
var workbookLeads = new Leads(seed: 20261120, rows: 120, zoneInEveryTime: false).Make(firstRow: 3);
ConversionTemplate.Write(Path.Combine(folder, "leads.xlsx"), workbook, workbookLeads.Select(l => l.TemplateCells));

var textLeads = new Leads(seed: 20261121, rows: 200, zoneInEveryTime: true).Make(firstRow: 2);
string[] lines = [Lead.Header, .. textLeads.Select(l => l.Line)];
File.WriteAllText(Path.Combine(folder, "leads.csv"), string.Join('\n', lines) + "\n");

File.WriteAllText(Path.Combine(folder, "README.md"), ExampleReadme.Of(("leads.xlsx", workbookLeads), ("leads.csv", textLeads)));
