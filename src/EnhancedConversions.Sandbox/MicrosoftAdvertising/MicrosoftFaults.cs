using System.Net;
using System.Text.Json;
using EnhancedConversions.Sandbox.Http;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>Requests refused whole, in the fault shapes of contract 2.1, and the header every answer carries.</summary>
internal static class MicrosoftFaults
{
    /// <summary>Sign-in and generic errors: <c>AdApiFaultDetail</c>.</summary>
    public static SandboxResponse Generic(HttpStatusCode status, MicrosoftError error) =>
        Fault(status, "AdApiFaultDetail", json => WriteErrors(json, "Errors", error, "Detail", withSymbol: true));

    /// <summary>Errors of an operation of Campaign Management or Reporting: <c>ApiFaultDetail</c>.</summary>
    public static SandboxResponse Operation(MicrosoftError error) =>
        Fault(HttpStatusCode.BadRequest, "ApiFaultDetail", json =>
        {
            json.WriteStartArray("BatchErrors");
            json.WriteEndArray();
            WriteErrors(json, "OperationErrors", error, "Details", withSymbol: true);
        });

    /// <summary>Errors of an operation of Customer Management: <c>ApiFault</c>, without symbols.</summary>
    public static SandboxResponse Customer(MicrosoftError error) =>
        Fault(HttpStatusCode.BadRequest, "ApiFault", json => WriteErrors(json, "OperationErrors", error, "Details", withSymbol: false));

    /// <summary>An answer that is no fault.</summary>
    public static SandboxResponse Ok(Action<Utf8JsonWriter> write) => SandboxResponse.Ok(json =>
    {
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    }).With("TrackingId", Guid.NewGuid().ToString());

    /// <summary>The same fault below a key <c>ApplicationFault</c>, where one of Microsoft's samples reads it; answers that are no fault stay.</summary>
    public static SandboxResponse BelowApplicationFault(SandboxResponse response) =>
        response.Status == HttpStatusCode.OK || response.MediaType != "application/json" ? response : response with { Body = [.. "{\"ApplicationFault\":"u8, .. response.Body, (byte)'}'] };

    /// <summary>Writes <c>PartialErrors</c>; with none of them the list is empty, null or absent, as all three occur.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="errors">The errors, with the place of their item.</param>
    /// <param name="turn">Decides between the three ways to say nothing.</param>
    public static void WritePartialErrors(Utf8JsonWriter json, IReadOnlyList<(int Index, MicrosoftError Error)> errors, int turn)
    {
        if (errors.Count == 0)
        {
            switch (turn % 3)
            {
                case 0:
                    json.WriteStartArray("PartialErrors");
                    json.WriteEndArray();
                    break;
                case 1:
                    json.WriteNull("PartialErrors");
                    break;
            }

            return;
        }

        json.WriteStartArray("PartialErrors");
        foreach ((int index, MicrosoftError error) in errors)
        {
            json.WriteStartObject();
            json.WriteNumber("Code", error.Code);
            json.WriteNull("Details");
            json.WriteString("ErrorCode", error.ErrorCode);
            json.WriteString("FieldPath", error.Field);
            json.WriteStartArray("ForwardCompatibilityMap");
            json.WriteEndArray();
            json.WriteNumber("Index", index);
            json.WriteString("Message", error.Message);
            json.WriteString("Type", "BatchError");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static SandboxResponse Fault(HttpStatusCode status, string type, Action<Utf8JsonWriter> write) => SandboxResponse.Json(status, json =>
    {
        json.WriteStartObject();
        json.WriteString("Type", type);
        json.WriteString("TrackingId", Guid.NewGuid().ToString());
        write(json);
        json.WriteEndObject();
    });

    private static void WriteErrors(Utf8JsonWriter json, string list, MicrosoftError error, string detail, bool withSymbol)
    {
        json.WriteStartArray(list);
        json.WriteStartObject();
        json.WriteNumber("Code", error.Code);
        if (withSymbol)
        {
            json.WriteString("ErrorCode", error.ErrorCode);
        }

        json.WriteString("Message", error.Message);
        json.WriteString(detail, error.Field);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
