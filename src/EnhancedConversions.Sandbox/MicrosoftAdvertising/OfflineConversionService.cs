using System.Text.Json;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary><c>OfflineConversions/Apply</c>: good rows are taken, bad ones named by index (contract 3).</summary>
internal sealed class OfflineConversionService(WorldStore world, SandboxOptions options)
{
    public SandboxResponse Apply(JsonElement body, MicrosoftAccount account, int turn)
    {
        int count = body.Count("OfflineConversions"u8);
        if (count == 0)
        {
            return MicrosoftFaults.Operation(MicrosoftErrors.RowsMissing);
        }

        if (count > MicrosoftLimits.RowsPerRequest)
        {
            return MicrosoftFaults.Operation(MicrosoftErrors.TooManyRows);
        }

        DateTimeOffset now = world.Now;
        var goals = world.Read(t => t.Goals.OfAccount(account.Id)).Where(g => g.Type == "OfflineConversion").ToDictionary(g => g.Name, StringComparer.Ordinal);
        var rules = new OfflineConversionRules(goals, options.TakeUnknownGoalNames, now);
        var errors = new List<(int Index, MicrosoftError Error)>();
        var rows = new List<OfflineRow>(count);
        int index = 0;
        foreach (JsonElement element in body.Each("OfflineConversions"u8))
        {
            int at = index++;
            if (rules.Check(element, error => errors.Add((at, error))) is OfflineRow row)
            {
                rows.Add(row);
            }
        }

        world.Change(tables =>
        {
            ConversionLog log = tables.Conversions.Log(Network.MicrosoftAdvertising, UploadChannel.Default, now);
            rows.ForEach(row => log.Add(row.ToConversion()));
        });
        return MicrosoftFaults.Ok(json => MicrosoftFaults.WritePartialErrors(json, errors, turn));
    }
}
