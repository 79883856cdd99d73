using System.Text.Json;

namespace EnhancedConversions.Sandbox.GoogleAds.Actions;

/// <summary>The conversion actions every sandbox starts with; old enough that uploads work at once.</summary>
internal static class DemoConversionActions
{
    private static readonly TimeSpan s_age = TimeSpan.FromDays(400);

    public static void Seed(ConversionActionTable table, DateTimeOffset now)
    {
        long id = 700100001;
        foreach (string account in (string[])[SandboxCredentials.GoogleAccountId, SandboxCredentials.GoogleSecondAccountId])
        {
            Add(account, """{"name":"Qualified lead","type":"UPLOAD_CLICKS","category":"QUALIFIED_LEAD","countingType":"ONE_PER_CLICK","clickThroughLookbackWindowDays":"90","valueSettings":{"defaultValue":25}}""");
            Add(account, """{"name":"Signed contract","type":"UPLOAD_CLICKS","category":"CONVERTED_LEAD","clickThroughLookbackWindowDays":"90"}""");
            Add(account, """{"name":"Phone order","type":"UPLOAD_CLICKS","category":"PURCHASE","clickThroughLookbackWindowDays":"90"}""");
            Add(account, """{"name":"Newsletter","type":"WEBPAGE","category":"SIGNUP","countingType":"ONE_PER_CLICK","primaryForGoal":false}""");
            Add(account, """{"name":"Old lead","type":"UPLOAD_CLICKS","category":"IMPORTED_LEAD","status":"REMOVED"}""");
        }

        Add(SandboxCredentials.GoogleManagerId, """{"name":"Group contract","type":"UPLOAD_CLICKS","category":"CONVERTED_LEAD","clickThroughLookbackWindowDays":"90"}""");
        Add(SandboxCredentials.GoogleUnpreparedAccountId, """{"name":"Signed contract","type":"UPLOAD_CLICKS","category":"CONVERTED_LEAD","clickThroughLookbackWindowDays":"90"}""");

        void Add(string account, string fields)
        {
            using JsonDocument document = JsonDocument.Parse(fields);
            table.Save(NewConversionAction.Make(document.RootElement, id++, GoogleAccounts.Find(account)!, now - s_age));
        }
    }
}
