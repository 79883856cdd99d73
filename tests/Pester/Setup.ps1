# Dot-sourced by every test file: imports the staged module and names what the tests share.
Set-StrictMode -Off
$ErrorActionPreference = 'Continue'
$PSStyle.OutputRendering = 'PlainText'
$ProgressPreference = 'SilentlyContinue'

$Repository = Split-Path (Split-Path $PSScriptRoot)
$Staged = Join-Path $Repository 'out/EnhancedConversions.PS'
$Leads = Join-Path $Repository 'examples/data/leads.xlsx'
$LeadsCsv = Join-Path $Repository 'examples/data/leads.csv'
$Now = [DateTimeOffset] '2026-11-20T12:00:00Z'

Import-Module $Staged

# A sandbox of its own for each caller, at the time the example data is made for. Quick, and nobody else's rows are in it.
function Connect-TestSandbox([string] $StatePath = (Join-Path $TestDrive ([guid]::NewGuid())), [string[]] $Network = @('GoogleAds', 'MicrosoftAdvertising')) {
    Connect-ConversionAccount -Sandbox -Network $Network -StatePath $StatePath -SandboxClock $Now
}

# What a sandbox received, read the way a second process would: from its state folder.
function Get-SandboxReceipt([string] $StatePath) {
    $assembly = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'EnhancedConversions.Sandbox' } | Select-Object -First 1
    $options = [Activator]::CreateInstance($assembly.GetType('EnhancedConversions.Sandbox.SandboxOptions'))
    $options.GetType().GetProperty('StateFolder').SetValue($options, $StatePath)
    $sandbox = [Activator]::CreateInstance($assembly.GetType('EnhancedConversions.Sandbox.SandboxNetworks'), @($options))
    try { $sandbox.GetReceipts() } finally { $sandbox.Dispose() }
}

# A csv file of valid, synthetic rows: example.com addresses and reserved phone numbers only.
function New-LeadFile([string] $Path, [int] $Count, [string] $ConversionName = 'Signed contract') {
    $writer = [IO.StreamWriter]::new($Path)
    try {
        $writer.WriteLine('Email,Phone Number,Conversion Name,Conversion Time,Conversion Value,Conversion Currency')
        foreach ($i in 1..$Count) {
            $time = $Now.AddDays(-5).AddSeconds(-$i).ToString('yyyy-MM-dd HH:mm:sszzz')
            $writer.WriteLine("lead$i@example.com,+1 202 555 0$(100 + $i % 100),$ConversionName,$time,$(10 + $i % 90),EUR")
        }
    }
    finally { $writer.Dispose() }
}

# All that a script block says, on every stream, in every view, and every property of every object in it.
function Get-Everything([scriptblock] $Script) {
    $said = @(& $Script *>&1)
    $errors = $said | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }
    -join @(
        $said | Out-String -Width 500
        $said | Format-List * -Force | Out-String -Width 500
        $said | ForEach-Object { $_ | Format-Table } | Out-String -Width 500
        $errors | ForEach-Object { $_.Exception.ToString(); Get-Error -InputObject $_ | Out-String -Width 500 }
    )
}
