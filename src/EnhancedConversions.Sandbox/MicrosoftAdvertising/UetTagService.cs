using System.Text.Json;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.Wire;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary><c>UetTags/QueryByIds</c> (contract 4.5): one tag a customer.</summary>
internal static class UetTagService
{
    public static SandboxResponse QueryByIds(JsonElement body, MicrosoftAccount account, int turn)
    {
        string own = account.Id == SandboxCredentials.MicrosoftAccountId ? "26000001" : "26000002";
        string[] ids = [.. body.Each("TagIds"u8).Select(i => i.GetString()!)];
        string[] wanted = ids.Length == 0 ? [own] : ids;
        var errors = wanted.Select((id, index) => (id, index)).Where(w => w.id != own).Select(w => (w.index, MicrosoftErrors.InputNotValid with { Field = "TagIds" })).ToList();
        return MicrosoftFaults.Ok(json =>
        {
            json.WriteStartArray("UetTags");
            foreach (string id in wanted)
            {
                if (id == own)
                {
                    WriteTag(json, id, account);
                }
                else
                {
                    json.WriteNullValue();
                }
            }

            json.WriteEndArray();
            MicrosoftFaults.WritePartialErrors(json, errors, turn);
        });
    }

    private static void WriteTag(Utf8JsonWriter json, string id, MicrosoftAccount account)
    {
        json.WriteStartObject();
        json.WriteString("Id", id);
        json.WriteString("Name", account.Name + " tag");
        json.WriteString("Description", "All pages");
        json.WriteString("TrackingScript", $$"""<script>(function(w,d,t,r,u){/* UET */w[u]=w[u]||[];})(window,document,"script","//bat.bing.com/bat.js","uetq");window.uetq.push({ti:"{{id}}"});</script>""");
        json.WriteString("TrackingNoScript", $"""<img src="//bat.bing.com/action/0?ti={id}&Ver=2" height="0" width="0" style="display:none; visibility: hidden;" />""");
        json.WriteString("TrackingStatus", "Active");
        json.WriteNull("CustomerShare");
        json.WriteEndObject();
    }
}
