using System.Management.Automation;

namespace EnhancedConversions.PS.Hosting;

/// <summary>Lets a password parameter take a PSCredential as well, as Get-Credential and Get-Secret give it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PasswordOfCredentialAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Unwrapped.Of(inputData) is PSCredential credential ? credential.Password : inputData;
}
