BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $secret = ConvertTo-SecureString 'sandbox-client-secret' -AsPlainText -Force
    function Secure([string] $Text) { ConvertTo-SecureString $Text -AsPlainText -Force }
    function SandboxAssembly { [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'EnhancedConversions.Sandbox' } | Select-Object -First 1 }

    # The demo service account's key file, made by the sandbox whose state lies in a folder.
    function New-KeyFile([string] $StatePath, [string] $Path) {
        $options = [Activator]::CreateInstance((SandboxAssembly).GetType('EnhancedConversions.Sandbox.SandboxOptions'))
        $options.GetType().GetProperty('StateFolder').SetValue($options, $StatePath)
        $sandbox = [Activator]::CreateInstance((SandboxAssembly).GetType('EnhancedConversions.Sandbox.SandboxNetworks'), @($options))
        try { $sandbox.CreateServiceAccountKey() | Set-Content $Path } finally { $sandbox.Dispose() }
    }

    # A key of another world: the one that is asked does not know it.
    function New-StrangeKeyFile([string] $Path) {
        New-KeyFile (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))).FullName $Path
    }

    # What went wrong, and the words that say what to do.
    function Refusal([scriptblock] $Script) {
        try { & $Script | Out-Null } catch { return [pscustomobject]@{ Id = ($_.FullyQualifiedErrorId -split ',')[0]; Says = "$($_.ErrorDetails.Message) $($_.ErrorDetails.RecommendedAction)"; Record = $_ } }
        throw 'nothing was refused'
    }
}

Describe 'Signing in to Google Ads' {
    BeforeEach {
        $state = Join-Path $TestDrive ([guid]::NewGuid())
        $google = @{ Sandbox = $true; GoogleAds = $true; StatePath = $state }
        $client = @{ ClientId = 'sandbox-client'; ClientSecret = $secret }
        Connect-ConversionAccount -Sandbox -Network GoogleAds -StatePath $state | Disconnect-ConversionAccount
    }
    AfterEach { Disconnect-ConversionAccount }

    Context 'ways in' {
        It 'the key file of a service account' {
            New-KeyFile $state "$TestDrive/key.json"
            $account = Connect-ConversionAccount @google -AccountId 123-456-7890 -KeyFile "$TestDrive/key.json"
            "$account" | Should -Be 'Google Ads 123-456-7890 (sandbox)'
            $account.Ledger | Should -BeLike "$state*" -Because 'a rehearsal keeps its ledger with its state'
            New-LeadFile "$TestDrive/few.csv" 3 'Signed contract'
            (Get-Content "$TestDrive/few.csv") -replace '2026-11-\d\d', [DateTimeOffset]::UtcNow.AddDays(-2).ToString('yyyy-MM-dd') | Set-Content "$TestDrive/few.csv"
            (Send-OfflineConversion -Path "$TestDrive/few.csv").Status | Should -Be 'Accepted', 'Accepted', 'Accepted'
        }

        It 'the default credentials of the machine' {
            New-KeyFile $state "$TestDrive/default.json"
            $before = $env:GOOGLE_APPLICATION_CREDENTIALS
            try {
                $env:GOOGLE_APPLICATION_CREDENTIALS = "$TestDrive/default.json"
                (Connect-ConversionAccount @google -AccountId 1234567890 -DefaultCredential).AccountId | Should -Be '1234567890'
            }
            finally { $env:GOOGLE_APPLICATION_CREDENTIALS = $before }
        }

        It 'a workload identity, that acts as a service account' {
            'sandbox-workload-token' | Set-Content "$TestDrive/workload.txt" -NoNewline
            @{
                type                              = 'external_account'
                audience                          = '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/sandbox/providers/sandbox'
                subject_token_type                = 'urn:ietf:params:oauth:token-type:jwt'
                token_url                         = 'https://sts.googleapis.com/v1/token'
                service_account_impersonation_url = 'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/conversions@sandbox-project.iam.gserviceaccount.com:generateAccessToken'
                credential_source                 = @{ file = "$TestDrive/workload.txt" }
            } | ConvertTo-Json | Set-Content "$TestDrive/federation.json"
            (Connect-ConversionAccount @google -AccountId 1234567890 -KeyFile "$TestDrive/federation.json").AccountId | Should -Be '1234567890'
            'somebody else' | Set-Content "$TestDrive/workload.txt" -NoNewline
            $refused = Refusal { Connect-ConversionAccount @google -AccountId 1234567890 -KeyFile "$TestDrive/federation.json" }
            $refused.Id | Should -Be 'CredentialRefused'
            $refused.Says | Should -Match 'federation.json'
            $refused.Says | Should -Not -Match 'somebody else'
        }

        It 'a person at a browser, answered on the loopback address' {
            $account = Connect-ConversionAccount @google @client -AccountId 1234567890 -Interactive -Verbose 4>&1 3>&1
            ($account | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] }).AccountId | Should -Be '1234567890'
            "$account" | Should -Match 'demo user consents'
            "$account" | Should -Not -Match 'sandbox-refresh|sandbox-code'
        }

        It 'a refresh token, through a manager; a developer token is not used, and that is said' {
            $said = Connect-ConversionAccount @google @client -AccountId 234-567-8901 -LoginCustomerId 987-654-3210 -RefreshToken (Secure 'sandbox-refresh-token') -DeveloperToken (Secure 'an old one') -Verbose 4>&1
            ($said | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }) -join ' ' | Should -Match 'ended its developer tokens on 2026-09-09'
            ($said | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] }).ManagerId | Should -Be '9876543210'
            "$said" | Should -Not -Match 'an old one'
        }
    }

    Context 'what is reached' {
        It 'Get-ConversionAccount -ListAvailable needs no connected account where a sign-in is given' {
            $reached = Get-ConversionAccount -ListAvailable @google @client -RefreshToken (Secure 'sandbox-refresh-token')
            ($reached | Where-Object AccountId -EQ 2345678901).ManagerId | Should -Be '9876543210'
            New-KeyFile $state "$TestDrive/listing.json"
            (Get-ConversionAccount -ListAvailable @google -KeyFile "$TestDrive/listing.json" -AccountId '123*').AccountId | Should -Be '1234567890'
            Get-ConversionAccount | Should -BeNullOrEmpty
        }

        It 'the sandbox''s own accounts are listed, and without a sign-in something has to be connected' {
            (Get-ConversionAccount -ListAvailable -Sandbox -StatePath $state -Network GoogleAds).AccountId | Should -Contain '9876543210'
            (Refusal { Get-ConversionAccount -ListAvailable }).Id | Should -Be 'NoAccountConnected'
        }
    }

    Context 'each mistake has its own error, with the next step' {
        It '<Name>' -ForEach @(
            @{ Name = 'a key file that is not there'; Id = 'CredentialFileNotFound'; Like = '*nowhere.json*path*'; Script = { Connect-ConversionAccount @google -AccountId 1234567890 -KeyFile "$TestDrive/nowhere.json" } }
            @{ Name = 'a file that is no credential'; Id = 'CredentialUnusable'; Like = '*other.json*service account*'; Script = { '{"some":"thing"}' | Set-Content "$TestDrive/other.json"; Connect-ConversionAccount @google -AccountId 1234567890 -KeyFile "$TestDrive/other.json" } }
            @{ Name = 'the file of an OAuth client'; Id = 'ClientFileGiven'; Like = '*client.json*OAuth client*'; Script = { '{"installed":{"client_id":"c","client_secret":"s"}}' | Set-Content "$TestDrive/client.json"; Connect-ConversionAccount @google -AccountId 1234567890 -KeyFile "$TestDrive/client.json" } }
            @{ Name = 'a key that was deleted'; Id = 'CredentialRefused'; Like = '*deleted*new key*'; Script = { New-StrangeKeyFile "$TestDrive/deleted.json"; Connect-ConversionAccount @google -AccountId 1234567890 -KeyFile "$TestDrive/deleted.json" } }
            @{ Name = 'a refresh token that was revoked'; Id = 'RefreshTokenRefused'; Like = '*revoked*Sign in again*'; Script = { Connect-ConversionAccount @google @client -AccountId 1234567890 -RefreshToken (Secure 'revoked-token') } }
            @{ Name = 'a client and a secret that do not fit'; Id = 'ClientRefused'; Like = '*client secret*'; Script = { Connect-ConversionAccount @google -ClientId sandbox-client -ClientSecret (Secure 'wrong') -AccountId 1234567890 -RefreshToken (Secure 'sandbox-refresh-token') } }
            @{ Name = 'a consent without the Google Ads API'; Id = 'AccessTokenScopeInsufficient'; Like = '*scope*adwords*'; Script = { Connect-ConversionAccount @google @client -AccountId 1234567890 -RefreshToken (Secure 'sandbox-refresh-token-datamanager-only') } }
            @{ Name = 'a number with a digit too few'; Id = 'AccountNumberInvalid'; Like = '*10 digits*'; Script = { Connect-ConversionAccount @google @client -AccountId 123-456-789 -RefreshToken (Secure 'sandbox-refresh-token') } }
            @{ Name = 'a number of somebody else'; Id = 'UserPermissionDenied'; Like = '*-LoginCustomerId*'; Script = { Connect-ConversionAccount @google @client -AccountId 999-999-9999 -RefreshToken (Secure 'sandbox-refresh-token') } }
            @{ Name = 'a manager''s number'; Id = 'ManagerAccountGiven'; Like = '*manager account*-LoginCustomerId*'; Script = { Connect-ConversionAccount @google @client -AccountId 987-654-3210 -RefreshToken (Secure 'sandbox-refresh-token') } }
            @{ Name = 'a manager that is none of this account''s'; Id = 'InvalidLoginCustomerIdServingCustomerIdCombination'; Like = '*manager*'; Script = { Connect-ConversionAccount @google @client -AccountId 987-654-3210 -LoginCustomerId 123-456-7890 -RefreshToken (Secure 'sandbox-refresh-token') } }
            @{ Name = 'a ledger of one''s own beside the sandbox'; Id = 'SandboxKeepsItsLedger'; Like = '*-StatePath*'; Script = { Connect-ConversionAccount @google @client -AccountId 1234567890 -RefreshToken (Secure 'sandbox-refresh-token') -Ledger "$TestDrive/own.db" } }
        ) {
            $refused = Refusal $Script
            $refused.Id | Should -Be $Id
            $refused.Says | Should -BeLike $Like
            $refused.Record.CategoryInfo.Category | Should -Not -Be 'NotSpecified'
            $refused.Says | Should -Not -Match 'sandbox-refresh-token|revoked-token|not a secret|jane'
            Get-ConversionAccount | Should -BeNullOrEmpty
        }

        It 'a number with dashes, blanks or both is read' {
            foreach ($number in '123-456-7890', '123 456 7890', ' 123 - 456 - 7890 ', '1234567890') {
                (Connect-ConversionAccount @google @client -AccountId $number -RefreshToken (Secure 'sandbox-refresh-token')).AccountId | Should -Be '1234567890'
            }
        }

        It 'a consent without the Data Manager API is told by the check of the account, and by the upload' {
            $now = [DateTimeOffset]::UtcNow.AddDays(-2).ToString('o')
            Connect-ConversionAccount @google @client -AccountId 1234567890 -RefreshToken (Secure 'sandbox-refresh-token-adwords-only') | Out-Null
            $check = Test-ConversionAccount | Where-Object Name -EQ DataManager
            $check.State | Should -Be 'Failed'
            "$($check.Meaning) $($check.Action)" | Should -Match 'datamanager'
            $refused = Refusal { New-OfflineConversion -Email lead@example.com -ConversionName 'Signed contract' -ConversionTime $now | Send-OfflineConversion }
            $refused.Id | Should -Be 'AccessTokenScopeInsufficient'
            $refused.Says | Should -Match 'datamanager'
        }
    }

    Context 'the Google Ads API''s own uploads' {
        It 'are closed to a project that is new, and the error says which switch to leave out' {
            $now = [DateTimeOffset]::UtcNow.AddDays(-2).ToString('o')
            Connect-ConversionAccount @google @client -AccountId 1234567890 -RefreshToken (Secure 'sandbox-refresh-token') -Route GoogleAdsApi | Out-Null
            $refused = Refusal { New-OfflineConversion -Email lead@example.com -ConversionName 'Signed contract' -ConversionTime $now | Send-OfflineConversion }
            $refused.Id | Should -Be 'CustomerNotAllowlistedForThisFeature'
            $refused.Says | Should -Match '-Route'
        }

        It 'are open to a project that used them before, with an answer for every row; the diagnostics tell of them' {
            $time = [DateTimeOffset]::UtcNow.AddDays(-2).ToString('o')
            Connect-ConversionAccount @google -ClientId sandbox-established-client -ClientSecret $secret -AccountId 1234567890 -RefreshToken (Secure 'sandbox-refresh-token') -Route GoogleAdsApi | Out-Null
            Get-ConversionUploadDiagnostic | Should -BeNullOrEmpty
            $results = 1..40 | ForEach-Object { New-OfflineConversion -Email "lead$_@example.com" -ConversionName 'Signed contract' -ConversionTime $time -ConversionValue 5 -ConversionCurrency EUR } |
                Send-OfflineConversion -ErrorAction SilentlyContinue
            $results.Count | Should -Be 40
            $results.Status | Should -Contain 'Accepted'
            (Refusal { New-OfflineConversion -Email lead1@example.com -ConversionName 'Signed contract' -ConversionTime $time | Send-OfflineConversion -Isolate -ErrorAction Stop }).Id | Should -Be 'RowsAnsweredAlready'
            $diagnostics = Get-ConversionUploadDiagnostic
            $all = $diagnostics | Where-Object { -not $_.ActionId }
            $all.Client | Should -Be 'GOOGLE_ADS_API'
            $all.Rows | Should -Be 40
            $all.Account | Should -Be 'Google Ads 123-456-7890 (sandbox)'
            ($diagnostics | Where-Object ActionName -EQ 'Signed contract').Processed | Should -Be @($results | Where-Object { $_.Status -eq 'Accepted' -and -not $_.Code }).Count
            $diagnostics | Format-Table | Out-String -Width 80 | Should -Match 'Signed contract'
            $diagnostics | Format-List | Out-String -Width 80 | Should -Match 'GOOGLE_ADS_API'
        }
    }
}
