<#
.SYNOPSIS
    Connects a Google Ads and a Microsoft Advertising account with secrets from a vault, and gives both accounts.
.DESCRIPTION
    The secrets come from any vault that Microsoft.PowerShell.SecretManagement knows. Microsoft replaces its refresh token with each
    sign-in: the new one goes back into the vault, under the same name. Sign in with -Interactive once to put the first one there.
    With -Sandbox no vault is asked, and the demo accounts of the embedded sandbox are connected.
.EXAMPLE
    ./Connect-FromVault.ps1 -Sandbox
.EXAMPLE
    ./Connect-FromVault.ps1 -Vault Ads -GoogleAccountId 123-456-7890 -GoogleClientId $id -MicrosoftAccountId 180012345 -MicrosoftCustomerId 250067890 -MicrosoftClientId $app
#>
[CmdletBinding(DefaultParameterSetName = 'Sandbox')]
param(
    # The vault. These secrets are read from it: google-client, google-refresh, microsoft-developer, microsoft-refresh.
    [Parameter(Mandatory, ParameterSetName = 'Vault')] [string] $Vault,
    [Parameter(Mandatory, ParameterSetName = 'Vault')] [string] $GoogleAccountId,
    [Parameter(Mandatory, ParameterSetName = 'Vault')] [string] $GoogleClientId,
    [Parameter(Mandatory, ParameterSetName = 'Vault')] [string] $MicrosoftAccountId,
    [Parameter(Mandatory, ParameterSetName = 'Vault')] [string] $MicrosoftCustomerId,
    [Parameter(Mandatory, ParameterSetName = 'Vault')] [string] $MicrosoftClientId,

    # Connects the demo accounts instead. It has to be said: without any parameter nothing is connected.
    [Parameter(ParameterSetName = 'Sandbox')] [switch] $Sandbox,

    # Where the sandbox keeps its state; a folder that goes with the process when left out.
    [Parameter(ParameterSetName = 'Sandbox')] [string] $StatePath
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
if (-not (Get-Module EnhancedConversions.PS)) {
    $staged = Join-Path $PSScriptRoot '../out/EnhancedConversions.PS'
    Import-Module ((Test-Path $staged) ? $staged : 'EnhancedConversions.PS')
}

if ($PSCmdlet.ParameterSetName -eq 'Sandbox') {
    if (-not $Sandbox) { throw 'Say which accounts: -Vault and the numbers of your accounts, or -Sandbox for the demo accounts.' }

    # The example data is of autumn 2026, so the sandbox's clock stands there.
    $state = $StatePath ? @{ StatePath = $StatePath } : @{}
    Connect-ConversionAccount -Sandbox -SandboxClock 2026-11-20T12:00:00Z @state
    return
}

$google = @{
    GoogleAds    = $true
    AccountId    = $GoogleAccountId
    ClientId     = $GoogleClientId
    ClientSecret = Get-Secret google-client -Vault $Vault
    RefreshToken = Get-Secret google-refresh -Vault $Vault
}
$microsoft = @{
    MicrosoftAdvertising = $true
    AccountId            = $MicrosoftAccountId
    CustomerId           = $MicrosoftCustomerId
    ClientId             = $MicrosoftClientId
    DeveloperToken       = Get-Secret microsoft-developer -Vault $Vault
    TokenName            = 'microsoft-refresh'
    TokenVault           = $Vault
}
Connect-ConversionAccount @google
Connect-ConversionAccount @microsoft
