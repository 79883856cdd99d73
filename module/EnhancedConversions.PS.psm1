# Loads the cmdlets into a load context of their own: nothing they bring can clash with Az, Graph or another module.
# One small assembly, the loader, is all that the engine's own context gets. No network, no file but the module's own.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

if (-not ('EnhancedConversions.PS.Loader.ModuleLoader' -as [type])) {
    $null = [Reflection.Assembly]::LoadFrom([IO.Path]::Combine($PSScriptRoot, 'EnhancedConversions.PS.Loader.dll'))
}

$cmdlets = Import-Module -Assembly ([EnhancedConversions.PS.Loader.ModuleLoader]::Load()) -PassThru

# The engine keeps a module made from an assembly when its parent goes, and a later import then finds it and exports
# nothing. So it goes with its parent.
$ExecutionContext.SessionState.Module.OnRemove = { Remove-Module -ModuleInfo $cmdlets -Force }.GetNewClosure()
