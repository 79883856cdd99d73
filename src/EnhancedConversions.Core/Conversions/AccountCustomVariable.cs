namespace EnhancedConversions.Conversions;

/// <summary>A conversion custom variable as an account has it.</summary>
/// <param name="Name">Its name, unique in the account.</param>
/// <param name="Tag">What the event snippet of a website calls it; null when the network did not say. Uploads do not take it.</param>
/// <param name="Status">Whether it is in use.</param>
/// <param name="ResourceName">Google: <c>customers/1234567890/conversionCustomVariables/1</c>.</param>
public sealed record AccountCustomVariable(string Name, string? Tag, CustomVariableStatus Status, string ResourceName);
