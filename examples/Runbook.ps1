<#
.SYNOPSIS
    An Azure Automation runbook (PowerShell 7.4): takes lead files from a blob container to Google Ads and Microsoft Advertising.
.DESCRIPTION
    No secret is in the runbook or in the Automation account. Its managed identity
      - reads the files from a blob container,
      - signs in to Google by workload identity federation: the identity's token is exchanged for a Google one, which acts for a service account,
      - reads Microsoft's refresh token, the developer token and the ledger's password from a Key Vault, and keeps each new refresh token there.

    The ledger is a PostgreSQL database: the disk of a job is gone with it, and what was sent must be known the next day.
    Needed in the Automation account: this module, Az.Accounts, Az.Storage, Az.KeyVault. Needed secrets in the vault: microsoft-refresh,
    microsoft-developer, ledger-password. Roles of the identity: Storage Blob Data Reader; Key Vault Secrets Officer.

    The job fails when it cannot go on; rows that were not accepted are warnings with file, row number and reason. Rows held for ever because consent is denied are only counted.
.EXAMPLE
    ./Runbook.ps1 -Sandbox
    Rehearses the job on this machine: demo accounts, the example file, nothing leaves.
.EXAMPLE
    New-ConversionSchedule AzureAutomation -Name nightly -At 02:00 -TimeZone Europe/Berlin -ResourceGroupName ads -AutomationAccountName jobs -RunbookName Runbook -RunbookParameter @{ VaultName = 'ads-vault'; StorageAccountName = 'adsleads' }
#>
[CmdletBinding()]
param(
    # Uses the embedded sandbox and the files of -Path.
    [switch] $Sandbox,

    # With -Sandbox: the files to send.
    [string] $Path = (Join-Path $PSScriptRoot 'data/leads.xlsx'),

    [string] $VaultName,
    [string] $StorageAccountName,
    [string] $Container = 'leads',

    # How to read the files, as the parameters of Send-OfflineConversion: Map, Culture, TimeZone, DefaultCountry.
    [hashtable] $Reading = @{},

    # For example Host=ads-ledger.postgres.database.azure.com;Database=ledger;Username=runbook
    [string] $Ledger,

    [string] $GoogleAccountId,
    [string] $GoogleLoginCustomerId,

    # //iam.googleapis.com/projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>
    [string] $GoogleAudience,
    [string] $GoogleServiceAccount,

    # The application ID URI which the identity provider at Google expects as audience of the Azure token.
    [string] $AzureTokenResource,

    [string] $MicrosoftAccountId,
    [string] $MicrosoftCustomerId,
    [string] $MicrosoftClientId
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
if (-not $Sandbox -and -not $VaultName) { throw 'Say which accounts: -VaultName and the numbers of your accounts, or -Sandbox to rehearse on demo accounts.' }
$staged = Join-Path $PSScriptRoot '../out/EnhancedConversions.PS'
if (-not (Get-Module EnhancedConversions.PS)) { Import-Module ((Test-Path $staged) ? $staged : 'EnhancedConversions.PS') }

# What Google's libraries call an external account: where the Azure token comes from, and what it is exchanged for. It holds no key; the
# header is one that only this job can use, while it runs.
function Save-FederationFile([string] $File) {
    $configuration = [ordered]@{
        type                              = 'external_account'
        audience                          = $GoogleAudience
        subject_token_type                = 'urn:ietf:params:oauth:token-type:jwt'
        token_url                         = 'https://sts.googleapis.com/v1/token'
        service_account_impersonation_url = "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${GoogleServiceAccount}:generateAccessToken"
        credential_source                 = [ordered]@{
            url     = "${env:IDENTITY_ENDPOINT}?resource=$([uri]::EscapeDataString($AzureTokenResource))"
            headers = [ordered]@{ 'X-IDENTITY-HEADER' = $env:IDENTITY_HEADER; Metadata = 'True' }
            format  = [ordered]@{ type = 'json'; subject_token_field_name = 'access_token' }
        }
    }
    $configuration | ConvertTo-Json -Depth 4 | Set-Content -LiteralPath $File
}

function Connect-Account([string] $File) {
    Save-FederationFile $File
    $shared = @{ Ledger = $Ledger; LedgerPassword = (Get-AzKeyVaultSecret -VaultName $VaultName -Name ledger-password).SecretValue }
    $google = @{ GoogleAds = $true; AccountId = $GoogleAccountId; KeyFile = $File }
    if ($GoogleLoginCustomerId) { $google.LoginCustomerId = $GoogleLoginCustomerId }

    # The script that keeps a new token runs by itself and sees no variable of this one.
    $keep = "param(`$Token) Connect-AzAccount -Identity | Out-Null; Set-AzKeyVaultSecret -VaultName '$($VaultName.Replace("'", "''"))' -Name microsoft-refresh -SecretValue `$Token | Out-Null"
    $microsoft = @{
        MicrosoftAdvertising = $true
        AccountId            = $MicrosoftAccountId
        CustomerId           = $MicrosoftCustomerId
        ClientId             = $MicrosoftClientId
        DeveloperToken       = (Get-AzKeyVaultSecret -VaultName $VaultName -Name microsoft-developer).SecretValue
        RefreshToken         = (Get-AzKeyVaultSecret -VaultName $VaultName -Name microsoft-refresh).SecretValue
        OnTokenRefreshed     = [scriptblock]::Create($keep)
    }
    Connect-ConversionAccount @google @shared
    Connect-ConversionAccount @microsoft @shared
}

$work = (New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) "runbook-$([guid]::NewGuid())")).FullName
try {
    if ($Sandbox) {
        $accounts = Connect-ConversionAccount -Sandbox -SandboxClock 2026-11-20T12:00:00Z
        $files = @(Get-ChildItem -Path $Path -File)
    }
    else {
        Connect-AzAccount -Identity | Out-Null
        $accounts = Connect-Account (Join-Path $work 'google.json')
        $storage = New-AzStorageContext -StorageAccountName $StorageAccountName -UseConnectedAccount
        Get-AzStorageBlob -Container $Container -Context $storage | Get-AzStorageBlobContent -Destination $work -Force | Out-Null
        $files = @(Get-ChildItem -Path $work -File -Recurse | Where-Object Extension -In .csv, .tsv, .xlsx)
    }

    "To $($accounts -join ', ')"

    # Changed or removed actions are why rows that were fine yesterday are refused today, so they come first in the job's output.
    Sync-ConversionAction -Account $accounts -ErrorAction Continue | Where-Object Change -NE Added | ForEach-Object { "$($_.Change) $($_.Network) '$($_.Name)' $($_.Settings -join '; ')" }

    $failures = @()
    foreach ($file in $files) {
        $results = @(Send-OfflineConversion -Path ([WildcardPattern]::Escape($file.FullName)) -Account $accounts @Reading -ErrorAction SilentlyContinue -ErrorVariable +failures)
        $results | Group-Object Network, Status -NoElement | Sort-Object Name | ForEach-Object { "$($file.Name) $($_.Name): $($_.Count)" }
        $results | Where-Object { $_.Status -notin 'Accepted', 'AlreadySent' -and $_.Code -ne 'ConsentDenied' } | ForEach-Object { Write-Warning "$($_.Network) $_ $($_.Message)" }
    }

    $fatal = $failures | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] -and $_.FullyQualifiedErrorId -notlike 'RowsNotAccepted,*' } | Select-Object -First 1
    if ($fatal) { throw $fatal }
}
finally {
    # Lead files and the federation file.
    Remove-Item -LiteralPath $work -Recurse -Force
}
