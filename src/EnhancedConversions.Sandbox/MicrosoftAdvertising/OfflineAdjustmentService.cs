using System.Text.Json;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary><c>OfflineConversionAdjustments/Apply</c> (contract 3.5): whether the original exists shows later, in the report.</summary>
internal sealed class OfflineAdjustmentService(WorldStore world)
{
    public SandboxResponse Apply(JsonElement body, MicrosoftAccount account, int turn)
    {
        JsonElement[] rows = [.. body.Each("OfflineConversionAdjustments"u8)];
        if (rows.Length is 0 or > MicrosoftLimits.RowsPerRequest)
        {
            return MicrosoftFaults.Operation(rows.Length == 0 ? MicrosoftErrors.RowsMissing : MicrosoftErrors.TooManyRows);
        }

        var errors = new List<(int, MicrosoftError)>();
        world.Change(tables =>
        {
            var goals = tables.Goals.OfAccount(account.Id).Where(g => g.Type == "OfflineConversion").ToDictionary(g => g.Name, StringComparer.Ordinal);
            for (int i = 0; i < rows.Length; i++)
            {
                Apply(rows[i], goals, tables, error => errors.Add((i, error)));
            }
        });
        return MicrosoftFaults.Ok(json => MicrosoftFaults.WritePartialErrors(json, errors, turn));
    }

    private void Apply(JsonElement row, IReadOnlyDictionary<string, StoredGoal> goals, WorldTables tables, Action<MicrosoftError> refuse)
    {
        if (row.ValueKind == JsonValueKind.Null)
        {
            refuse(MicrosoftErrors.RowIsNull);
            return;
        }

        bool isGood = true;
        DateTimeOffset now = world.Now;
        AdjustmentKind? kind = row.Text("AdjustmentType"u8) switch
        {
            "Retract" => AdjustmentKind.Retract,
            "Restate" => AdjustmentKind.Restate,
            _ => null,
        };
        if (kind is null)
        {
            Refuse(MicrosoftErrors.AdjustmentTypeInvalid);
        }

        OfflineRowId id = OfflineRowId.Read(row, goals, takeUnknownNames: false, now, Refuse);
        switch (OfflineRowId.ReadTime(row.Text("AdjustmentTime"u8), now, MicrosoftLimits.OldestConversion, out DateTimeOffset time))
        {
            case TimeFault.Missing:
                Refuse(MicrosoftErrors.AdjustmentTimeMissing);
                break;
            case TimeFault.Invalid:
                Refuse(MicrosoftErrors.AdjustmentTimeInvalid);
                break;
            case TimeFault.Future:
                Refuse(MicrosoftErrors.AdjustmentTimeInFuture);
                break;
            case TimeFault.TooOld:
                Refuse(MicrosoftErrors.AdjustmentTimeTooOld);
                break;
            case TimeFault.Good when time < id.Time:
                Refuse(MicrosoftErrors.AdjustmentBeforeConversion);
                break;
        }

        double? value = row.TryGet("AdjustmentValue"u8, out JsonElement number) ? number.GetDouble() : null;
        string? currency = row.NotEmpty("AdjustmentCurrencyCode"u8);
        if (kind == AdjustmentKind.Retract && (value is not null || currency is not null))
        {
            Refuse(MicrosoftErrors.AdjustmentValueGiven);
        }

        if (kind == AdjustmentKind.Restate && value is null)
        {
            Refuse(MicrosoftErrors.AdjustmentValueMissing);
        }

        if (value is < 0 or > MicrosoftLimits.LargestValue)
        {
            Refuse(MicrosoftErrors.ValueInvalid);
        }

        if (currency is not null && !GoalCurrencies.Contains(currency))
        {
            Refuse(MicrosoftErrors.CurrencyInvalid);
        }

        if (isGood)
        {
            string? reason = tables.Conversions.Find(Network.MicrosoftAdvertising, id.Goal!.Id, id.Key) is null ? "AdjustmentOriginalNotFound"
                : tables.Adjustments.Of(Network.MicrosoftAdvertising, id.Goal.Id, id.Key).Exists(a => a.Kind == AdjustmentKind.Retract) ? "ConversionAlreadyRetracted"
                : null;
            tables.Adjustments.Add(Network.MicrosoftAdvertising, id.Goal.Id, id.Key, new Adjustment(kind!.Value, time, value, currency, reason), now);
        }

        void Refuse(MicrosoftError error)
        {
            isGood = false;
            refuse(error);
        }
    }
}
