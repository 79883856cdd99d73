using System.Management.Automation;

namespace EnhancedConversions.Bench.EmptyModule;

/// <summary>The least a binary module can hold: the reference for the time <c>Import-Module</c> takes.</summary>
[Cmdlet(VerbsCommon.Get, "Nothing")]
public sealed class GetNothingCommand : PSCmdlet;
