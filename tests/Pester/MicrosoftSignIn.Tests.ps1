BeforeDiscovery { . $PSScriptRoot/Setup.ps1; . $PSScriptRoot/Networks.ps1 }
BeforeAll { . $PSScriptRoot/Setup.ps1; . $PSScriptRoot/Networks.ps1 }

# Old refresh tokens die with their use here.
Describe 'Signing in to Microsoft Advertising' -Skip:($null -ne $NetworksMissing) {
    BeforeAll { $Worker = Get-UploadWorker }
    BeforeEach {
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        $networks = Start-Network "$folder/state"
        $token = "$folder/token"
        $settings = "`$secret = { ConvertTo-SecureString `$args[0] -AsPlainText -Force }; `$microsoft = @{ MicrosoftAdvertising = `$true; AccountId = '180012345'; CustomerId = '250067890'; ClientId = 'sandbox-client'; DeveloperToken = & `$secret 'sandbox-developer-token'; Ledger = '$folder/ledger.db' };"
        function Invoke-Microsoft([string] $Command) { Invoke-Connected $networks "$settings $Command" }
        $first = '-RefreshToken (& $secret sandbox-refresh-token)'
    }
    AfterEach { Stop-Network $networks }

    It 'in the browser once, then by the token file alone' {
        $said = Invoke-Microsoft "(Connect-ConversionAccount @microsoft -Interactive -TokenFile '$token').Name"
        $said | Should -Match 'WARNING: Sign in in the browser\. .*https://login\.microsoftonline\.com/common/oauth2/v2\.0/authorize\?.*code_challenge_method=S256'
        $said | Should -Match '(?m)^Demo Company Berlin$'
        (Get-Item $token).UnixMode | Should -Be '-rw-------'
        $kept = Get-Content $token
        $said | Should -Not -Match ([regex]::Escape($kept))
        foreach ($time in 1..2) { Invoke-Microsoft "(Connect-ConversionAccount @microsoft -TokenFile '$token').Name" | Should -Be 'Demo Company Berlin' }
        Get-Content $token | Should -Not -Be $kept -Because 'each sign-in replaces it'
    }

    It 'in the browser of a tenant, to Microsoft''s own sandbox' {
        $said = Invoke-Microsoft "`$microsoft.DeveloperToken = & `$secret BBD37VB98; Connect-ConversionAccount @microsoft -Environment Sandbox -Tenant contoso.example.com -Interactive -TokenFile '$token' | ForEach-Object Name; (Get-ConversionAccount -ListAvailable).AccountId; (Test-ConversionAccount | Where-Object State -EQ Failed).Name"
        $said | Should -Match 'login\.microsoftonline\.com/contoso\.example\.com/oauth2/v2\.0/authorize\?.*si\.ads\.microsoft\.com%2Fmsads\.manage%20offline_access'
        ($said -split "`n")[-3..-1].Trim() | Should -Be 'Demo Company Berlin', '180012345', '180067890'
    }

    It 'tells a developer token of the other environment' {
        $said = Invoke-Microsoft "`$microsoft.DeveloperToken = & `$secret BBD37VB98; Connect-ConversionAccount @microsoft $first -ErrorAction Stop"
        $said | Should -Match 'does not accept the sign-in or the developer token'
        $said | Should -Not -Match 'BBD37VB98'
    }

    It 'with a token that is dead says to consent again and how; a new consent takes the file over' {
        Invoke-Microsoft "Connect-ConversionAccount @microsoft $first | Out-Null" | Should -BeNullOrEmpty
        $said = Invoke-Microsoft "Connect-ConversionAccount @microsoft $first -TokenFile '$token'"
        $said | Should -Match 'invalid_grant'
        $said | Should -Match 'Consent again in a browser: Connect-ConversionAccount -MicrosoftAdvertising -Interactive'
        $said | Should -Not -Match 'sandbox-refresh-token'
        Invoke-Microsoft "Connect-ConversionAccount @microsoft -Interactive -TokenFile '$token' -WarningAction Ignore | ForEach-Object Name" | Should -Be 'Demo Company Berlin'
        Invoke-Microsoft "Connect-ConversionAccount @microsoft -TokenFile '$token' | ForEach-Object Name" | Should -Be 'Demo Company Berlin'
    }

    It 'hands each new token to the script of -OnTokenRefreshed, which is enough to sign in the next time' {
        $keep = "-OnTokenRefreshed { param(`$Token) [Net.NetworkCredential]::new('', `$Token).Password | Set-Content '$folder/kept' }"
        Invoke-Microsoft "Connect-ConversionAccount @microsoft $first $keep | ForEach-Object Name" | Should -Be 'Demo Company Berlin'
        foreach ($time in 1..2) { Invoke-Microsoft "Connect-ConversionAccount @microsoft -RefreshToken (& `$secret (Get-Content '$folder/kept')) $keep | ForEach-Object Name" | Should -Be 'Demo Company Berlin' }
        $said = Invoke-Microsoft "Connect-ConversionAccount @microsoft -RefreshToken (& `$secret (Get-Content '$folder/kept')) -OnTokenRefreshed { param(`$Token) throw 'the share is away' }"
        $said | Should -Match 'A new refresh token came and could not be kept: the share is away'
    }

    It 'keeps each new token in a vault of SecretManagement' {
        $vault = New-Item -ItemType Directory "$folder/modules/Microsoft.PowerShell.SecretManagement" -Force
        @(
            "function Set-Secret { param(`$Name, `$Secret, `$Vault) [Net.NetworkCredential]::new('', `$Secret).Password | Set-Content `"$folder/`$Vault-`$Name`" }"
            "function Get-Secret { param(`$Name, `$Vault) `$file = `"$folder/`$Vault-`$Name`"; if (Test-Path `$file) { ConvertTo-SecureString (Get-Content `$file) -AsPlainText -Force } else { Write-Error `"The secret `$Name was not found.`" } }"
        ) | Set-Content "$vault/Microsoft.PowerShell.SecretManagement.psm1"
        $path = "`$env:PSModulePath = '$folder/modules:' + `$env:PSModulePath;"
        Invoke-Microsoft "$path Connect-ConversionAccount @microsoft -TokenName MicrosoftToken -TokenVault Own" | Should -Match 'cannot be read from the vault: The secret MicrosoftToken was not found'
        Invoke-Microsoft "$path Connect-ConversionAccount @microsoft $first -TokenName MicrosoftToken -TokenVault Own | ForEach-Object Name" | Should -Be 'Demo Company Berlin'
        foreach ($time in 1..2) { Invoke-Microsoft "$path Connect-ConversionAccount @microsoft -TokenName MicrosoftToken -TokenVault Own | ForEach-Object Name" | Should -Be 'Demo Company Berlin' }
    }

    It 'by several processes on one token file at once' {
        Invoke-Microsoft "Connect-ConversionAccount @microsoft $first -TokenFile '$token' | Out-Null" | Should -BeNullOrEmpty
        $jobs = 1..3 | ForEach-Object {
            Start-ThreadJob -ArgumentList $PSScriptRoot, $networks, "$settings 1..5 | ForEach-Object { (Connect-ConversionAccount @microsoft -TokenFile '$token').Name }" {
                param($Tests, $Networks, $Command)
                . $Tests/Setup.ps1; . $Tests/Networks.ps1
                Invoke-Connected $Networks $Command
            }
        }
        $said = ($jobs | Receive-Job -Wait -AutoRemoveJob) -split "`n"
        $said.Count | Should -Be 15
        $said.Trim() | Sort-Object -Unique | Should -Be 'Demo Company Berlin'
    }
}
