using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using EnhancedConversions.Sandbox.GoogleAds.Actions;
using EnhancedConversions.Sandbox.GoogleAds.Errors;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.Uploads;

/// <summary>What both upload calls of the Google Ads API have in common: partial failure required, 2000 rows, a job id, results by index (contract A.5, A.7).</summary>
internal static class UploadBatch
{
    /// <summary>Takes the rows of a request one by one.</summary>
    /// <param name="call">The request.</param>
    /// <param name="world">The world; changed in one transaction.</param>
    /// <param name="list">JSON name and proto name of the list.</param>
    /// <param name="category">Error category of the call.</param>
    /// <param name="tooMany">Its code for too many rows.</param>
    /// <param name="take">Takes one row or gives its errors.</param>
    /// <param name="writeResult">Writes what an accepted row answers.</param>
    public static SandboxResponse Answer(
        GoogleAdsCall call,
        WorldStore world,
        (string Json, string Proto) list,
        string category,
        string tooMany,
        Func<WorldTables, bool, Func<JsonElement, UploadedRow>> take,
        Action<Utf8JsonWriter, JsonElement> writeResult)
    {
        JsonElement[] rows = call.Body.TryGetProperty(list.Json, out JsonElement items) && items.ValueKind == JsonValueKind.Array ? [.. items.EnumerateArray()] : [];
        long? jobId = call.Body.TryGet("jobId"u8, out JsonElement job) ? job.GetInt32() : null;
        GoogleAdsError? refusal = !call.Body.Flag("partialFailure"u8) ? GoogleAdsErrors.PartialFailureRequired()
            : rows.Length == 0 ? GoogleAdsErrors.Required(new PathElement(list.Proto))
            : rows.Length > GoogleLimits.RowsPerUpload ? new GoogleAdsError(category, tooMany, "The request has more than 2000 rows.", new PathElement(list.Proto))
            : jobId < 1 ? new GoogleAdsError(category, "INVALID_JOB_ID", "The job id must be in [1, 2^31).", new PathElement("job_id"))
            : null;
        if (refusal is not null)
        {
            return GoogleAdsFailure.Answer(call.Version, refusal);
        }

        jobId ??= RandomNumberGenerator.GetInt32(int.MaxValue) + (1L << 31);
        bool validateOnly = call.Body.Flag("validateOnly"u8);
        UploadedRow[] outcomes = world.Change(tables =>
        {
            Func<JsonElement, UploadedRow> takeRow = take(tables, validateOnly);
            UploadedRow[] taken = [.. rows.Select(takeRow)];
            if (!validateOnly)
            {
                tables.UploadJobs.Add(call.Account.Id, jobId.Value, taken, world.Now);
            }

            return taken;
        });

        var errors = outcomes.SelectMany((o, i) => o.Errors.Select(e => e.Below(new PathElement(list.Proto, i)))).ToList();
        string requestId = GoogleAdsFailure.NewRequestId();
        return SandboxResponse.Ok(json =>
        {
            json.WriteStartObject();
            GoogleAdsFailure.WritePartial(json, call.Version, errors, requestId);
            if (!validateOnly)
            {
                json.WriteStartArray("results");
                for (int i = 0; i < rows.Length; i++)
                {
                    json.WriteStartObject();
                    if (outcomes[i].Errors.Count == 0)
                    {
                        writeResult(json, rows[i]);
                    }

                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteString("jobId", jobId.Value.ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }).With("request-id", requestId);
    }

    /// <summary>The conversion action of a row; null when there is none the account may upload to.</summary>
    public static StoredAction? FindAction(JsonElement row, GoogleAccount account, Func<long, StoredAction?> find)
    {
        // Only the id in the resource name counts (contract A.5).
        string[] parts = (row.Text("conversionAction"u8) ?? "").Split('/');
        return parts is ["customers", _, "conversionActions", var id] && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && find(number) is { IsRemoved: false } action && action.CustomerId == account.ConversionCustomerId
            ? action
            : null;
    }

    /// <summary>Copies text fields of a row into its result.</summary>
    public static void Copy(Utf8JsonWriter json, JsonElement row, params string[] fields)
    {
        foreach (string field in fields)
        {
            if (row.TryGetProperty(field, out JsonElement value) && value.ValueKind != JsonValueKind.Null)
            {
                json.WritePropertyName(field);
                value.WriteTo(json);
            }
        }
    }
}

/// <summary>What became of one row.</summary>
/// <param name="Action">Its conversion action; null when there was none.</param>
/// <param name="Errors">Why it was refused; empty when it was taken.</param>
internal sealed record UploadedRow(StoredAction? Action, IReadOnlyList<GoogleAdsError> Errors);
