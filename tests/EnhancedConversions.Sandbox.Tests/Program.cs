using System.Text.Json.Nodes;
using EnhancedConversions.Sandbox;
using EnhancedConversions.Sandbox.Tests;

// Uploads batches to the sandbox of a state folder, one after the other, and says how many were answered: folder, prefix, batches, events a batch.
using var wire = new Wire(new SandboxOptions { StateFolder = args[0] });
int batches = int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture);
int size = int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture);
for (int batch = 0; batch < batches; batch++)
{
    JsonObject[] events = [.. Enumerable.Range(0, size).Select(i => wire.Event($"{args[1]}-{batch}-{i}"))];
    if ((await wire.Ingest(events)).StatusCode != 200)
    {
        return 1;
    }

    Console.WriteLine(batch + 1);
}

return 0;
