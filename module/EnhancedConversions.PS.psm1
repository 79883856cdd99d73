# Loads the cmdlets into a load context of their own: nothing they bring can clash with Az, Graph or another module.
# One small assembly, the loader, is all that the engine's own context gets. No network, no files but the module's.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

if (-not ('EnhancedConversions.PS.Loader.ModuleLoader' -as [type])) {
    Add-Type -LiteralPath (Join-Path $PSScriptRoot 'EnhancedConversions.PS.Loader.dll')
}

Import-Module -Assembly ([EnhancedConversions.PS.Loader.ModuleLoader]::Load())
