using System.Text.Json.Nodes;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>The goals every sandbox starts with; old enough that uploads work at once.</summary>
internal static class DemoGoals
{
    private static readonly TimeSpan s_age = TimeSpan.FromDays(400);

    public static void Seed(GoalTable table, DateTimeOffset now)
    {
        long id = 46000001;
        Add(SandboxCredentials.MicrosoftAccountId, """{"Name":"Qualified lead","GoalCategory":"SubmitLeadForm","CountType":"Unique","IsEnhancedConversionsEnabled":true}""");
        Add(SandboxCredentials.MicrosoftAccountId, """{"Name":"Signed contract","GoalCategory":"Purchase","Revenue":{"Type":"VariableValue","Value":0,"CurrencyCode":"EUR"},"IsEnhancedConversionsEnabled":true}""");
        Add(SandboxCredentials.MicrosoftAccountId, """{"Name":"Phone order","GoalCategory":"Purchase","Revenue":{"Type":"VariableValue","Value":0,"CurrencyCode":"EUR"},"IsEnhancedConversionsEnabled":true}""");
        Add(SandboxCredentials.MicrosoftAccountId, """{"Name":"Walk-in","GoalCategory":"Other"}""");
        Add(SandboxCredentials.MicrosoftAccountId, """{"Type":"Url","Name":"Newsletter","GoalCategory":"Signup","TagId":"26000001","AttributionModelType":"LastClick"}""");
        Add(SandboxCredentials.MicrosoftSecondAccountId, """{"Name":"Signed contract","GoalCategory":"Purchase"}""");

        void Add(string account, string fields)
        {
            JsonObject goal = JsonNode.Parse(fields)!.AsObject();
            goal["ConversionWindowInMinutes"] = 129600;
            table.Save(NewGoal.Complete(new StoredGoal(account, goal, now - s_age), id++));
        }
    }
}
