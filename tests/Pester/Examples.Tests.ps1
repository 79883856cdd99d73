BeforeDiscovery { $scripts = (Get-ChildItem (Join-Path $PSScriptRoot '../../examples') -Filter *.ps1).Name }

BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $examples = Join-Path $Repository 'examples'
    $engine = Join-Path $PSHOME ($IsWindows ? 'pwsh.exe' : 'pwsh')

    # As a scheduler does it: a process of its own, all it says, and its exit code.
    function Start-Example([string] $Script, [string[]] $Arguments = @(), [switch] $Sandbox) {
        if ($Sandbox) { $Arguments += '-Sandbox' }
        $text = & $engine -NoProfile -NonInteractive -Command "Import-Module '$Staged'; & '$examples/$Script' $($Arguments -join ' '); exit `$LASTEXITCODE" 2>&1 | Out-String -Width 300
        [pscustomobject]@{ ExitCode = $LASTEXITCODE; Text = $text }
    }

    # Loads the sandbox into this process, so that its receipts can be read.
    Connect-TestSandbox "$TestDrive/loaded" | Out-Null
    Disconnect-ConversionAccount

    # All that is personal in a file of leads: addresses and phone numbers, as they are.
    function Get-Personal([string] $Csv) { Import-Csv $Csv | ForEach-Object { $_.Email; $_.'Phone Number' } | Where-Object { $_ -and $_.Length -gt 6 } }
}

Describe 'examples/<_>' -ForEach $scripts {
    It 'runs on the sandbox as it stands' {
        $run = Start-Example $_ -Sandbox
        $run.ExitCode | Should -BeIn ($_ -eq 'Send-Nightly.ps1' ? 2 : 0) -Because $run.Text
        $run.Text | Should -Not -Match 'unforeseen|ParserError|cannot be found'
    }

    It 'takes no sandbox that nobody asked for' {
        $run = Start-Example $_
        $run.ExitCode | Should -Be 1 -Because $run.Text
        $run.Text | Should -Match '-Sandbox'
        $run.Text | Should -Not -Match 'Accepted'
    }

    It 'says what it is for, with an example' {
        $help = Get-Help "$examples/$_"
        $help.Synopsis | Should -Match '^[A-Z].+[.]$'
        $help.examples.example | Should -Not -BeNullOrEmpty
    }

    It 'gives the analyzer nothing to say' {
        Import-Module PSScriptAnalyzer -ErrorAction SilentlyContinue
        if (-not (Get-Command Invoke-ScriptAnalyzer -ErrorAction Ignore)) { Set-ItResult -Skipped -Because 'PSScriptAnalyzer is not installed'; return }
        Invoke-ScriptAnalyzer "$examples/$_" -ExcludeRule PSUseSingularNouns, PSUseShouldProcessForStateChangingFunctions, PSReviewUnusedParameter | ForEach-Object { "$($_.RuleName) $($_.Line) $($_.Message)" } | Should -BeNullOrEmpty
    }
}

Describe 'Send-Nightly.ps1' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())").FullName
        $arguments = '-LogFolder', "'$folder/log'", '-Sandbox', '-StatePath', "'$folder/state'"
    }

    It 'ends with 0 when all rows were accepted, and with 3 when there is nothing left to do' {
        New-LeadFile "$folder/good.csv" 5
        (Start-Example Send-Nightly.ps1 ($arguments + '-Path', "'$folder/*.csv'")).ExitCode | Should -Be 0
        (Start-Example Send-Nightly.ps1 ($arguments + '-Path', "'$folder/*.csv'")).ExitCode | Should -Be 3
        (Start-Example Send-Nightly.ps1 ($arguments + '-Path', "'$folder/*.xlsx'")).ExitCode | Should -Be 3
        (Get-SandboxReceipt "$folder/state").GoogleAds.Conversions | Should -Be 5
    }

    It 'ends with 2 when some rows were not accepted, and names them by file, row and reason' {
        (Start-Example Send-Nightly.ps1 ($arguments + '-Path', "'$LeadsCsv'")).ExitCode | Should -Be 2
        $log = Get-Content "$folder/log/*.log" -Raw
        $log | Should -Match 'leads\.csv row 16: Invalid \(EmailMalformed\)'
        $log | Should -Match 'Exit code 2'
    }

    It 'ends with 1 when it cannot go on: <Why>' -ForEach @(
        @{ Why = 'a file that is none'; Make = { Set-Content "$folder/bad.xlsx" 'no workbook' }; More = { '-Path', "'$folder/bad.xlsx'" } }
        @{ Why = 'no sign-in'; Make = { Set-Content "$folder/connect.ps1" 'throw "sign-in refused"' }; Instead = { '-LogFolder', "'$folder/log'", '-Path', "'$LeadsCsv'", '-ConnectScript', "'$folder/connect.ps1'" } }
        @{ Why = 'no account named'; Make = { }; Instead = { '-LogFolder', "'$folder/log'", '-Path', "'$LeadsCsv'" } }
        @{ Why = 'accounts and the sandbox named'; Make = { }; More = { '-ConnectScript', "'$folder/connect.ps1'" } }
        @{ Why = 'no file named for accounts of one''s own'; Make = { }; Instead = { '-LogFolder', "'$folder/log'", '-ConnectScript', "'$folder/connect.ps1'" } }
        @{ Why = 'no account given'; Make = { Set-Content "$folder/connect.ps1" '' }; Instead = { '-LogFolder', "'$folder/log'", '-Path', "'$LeadsCsv'", '-ConnectScript', "'$folder/connect.ps1'" } }
        @{ Why = 'a ledger that is none'; Make = { New-Item -ItemType Directory "$folder/state" | Out-Null; Set-Content "$folder/state/ledger.db" ('no ledger ' * 500) }; More = { } }
    ) {
        & $Make
        $run = Start-Example Send-Nightly.ps1 ($Instead ? @(& $Instead) : ($arguments + @(& $More)))
        $run.ExitCode | Should -Be 1 -Because $run.Text
        Get-Content "$folder/log/*.log" -Raw | Should -Match 'FATAL \w+'
    }

    It 'names both ways when it is told of no account' {
        $run = Start-Example Send-Nightly.ps1 '-LogFolder', "'$folder/log'", '-Path', "'$LeadsCsv'"
        $run.Text | Should -Match 'FATAL Say where to send: -ConnectScript .*-Sandbox '
        $run.Text | Should -Not -Match 'Accepted'
    }

    It 'says that it was the sandbox, also when a script of one''s own connected it' {
        New-LeadFile "$folder/good.csv" 2
        Set-Content "$folder/connect.ps1" "Connect-ConversionAccount -Sandbox -SandboxClock $($Now.ToString('o'))"
        foreach ($way in $arguments, ('-LogFolder', "'$folder/log2'", '-ConnectScript', "'$folder/connect.ps1'")) {
            $run = Start-Example Send-Nightly.ps1 ($way + '-Path', "'$folder/good.csv'")
            $run.Text | Should -Match 'To Google Ads \S+ \(sandbox\)'
            $run.Text | Should -Match '\(sandbox: nothing was sent to a network\)'
        }

        Get-Content "$folder/log*/*.log" -Raw | ForEach-Object { $_ | Should -Match '\(sandbox\)' }
    }

    It 'counts rows that are never sent for want of consent, and does not call for anybody: <Why>' -ForEach @(
        @{ Why = 'with rows that went'; Rows = 'Denied', 'Granted'; First = 0 }
        @{ Why = 'alone'; Rows = @('Denied'); First = 0 }
    ) {
        @('Email,Conversion Name,Conversion Time,Ad User Data'; $Rows | ForEach-Object { "$_@example.com,Signed contract,2026-11-18 10:00:00Z,$_" }) | Set-Content "$folder/consent.csv"
        $run = Start-Example Send-Nightly.ps1 ($arguments + '-Path', "'$folder/consent.csv'")
        $run.ExitCode | Should -Be $First -Because $run.Text
        $run.Text | Should -Match 'MicrosoftAdvertising, Held: 1'
        (Start-Example Send-Nightly.ps1 ($arguments + '-Path', "'$folder/consent.csv'")).ExitCode | Should -Be 3
    }

    It 'reads a file in its own words: <Why>' -ForEach @(
        @{ Why = 'a hashtable'; Reading = "@{ Culture = 'de-DE'; TimeZone = 'Europe/Berlin'; DefaultCountry = 'DE'; Map = @{ Email = 'Kunde'; PhoneNumber = 'Telefon'; ConversionName = 'Vorgang'; ConversionTime = 'Datum'; Value = 'Betrag' } }" }
        @{ Why = 'a data file'; Reading = '' }
    ) {
        'Kunde;Telefon;Vorgang;Datum;Betrag', 'jane.doe@example.com;030 23125 123;Signed contract;18.11.2026 10:15;1.250,00' | Set-Content "$folder/verkauf.csv"
        if (-not $Reading) {
            Set-Content "$folder/reading.psd1" "@{ Culture = 'de-DE'; TimeZone = 'Europe/Berlin'; DefaultCountry = 'DE'; Map = @{ Email = 'Kunde'; PhoneNumber = 'Telefon'; ConversionName = 'Vorgang'; ConversionTime = 'Datum'; Value = 'Betrag' } }"
            $Reading = "'$folder/reading.psd1'"
        }

        $run = Start-Example Send-Nightly.ps1 ($arguments + '-Path', "'$folder/verkauf.csv'", '-Reading', $Reading)
        $run.ExitCode | Should -Be 0 -Because $run.Text
        (Get-SandboxReceipt "$folder/state").GoogleAds.Conversions | Should -Be 1
    }

    It 'keeps everything personal out of the transcript and the output' {
        $run = Start-Example Send-Nightly.ps1 ($arguments + '-Path', "'$LeadsCsv'")
        $said = (Get-Content "$folder/log/*.log" -Raw) + $run.Text
        $said.Length | Should -BeGreaterThan 500
        foreach ($personal in Get-Personal $LeadsCsv) { $said.Contains($personal, [StringComparison]::OrdinalIgnoreCase) | Should -BeFalse -Because 'an address or number of the file is in it' }
        $said | Should -Not -Match '[0-9a-fA-F]{64}'
        $said | Should -Not -Match ([regex]::Escape([Environment]::MachineName))
    }
}

Describe 'Repair-AndResend.ps1' {
    It 'sends the corrected rows once, and the others not again' {
        $result = & "$examples/Repair-AndResend.ps1" -Sandbox -FixFile "$TestDrive/fix.csv"
        $result.WrongRows | Should -BeGreaterThan 5
        $result.CorrectedCells | Should -BeGreaterThan 0
        $result.AcceptedThen | Should -BeGreaterThan 0
        $result.StillWrong | Should -BeLessThan $result.WrongRows
        @(Import-Csv "$TestDrive/fix.csv").Count | Should -Be $result.WrongRows
        Disconnect-ConversionAccount
    }
}

Describe 'Send-ManyAccounts.ps1' {
    It 'gives each account its own results, and nothing the second time' {
        $jobs = foreach ($number in 1..4) { Connect-TestSandbox "$TestDrive/many-$number" | ForEach-Object { @{ Account = $_; Path = "$TestDrive/many-$number.csv" } } }
        foreach ($number in 1..4) { New-LeadFile "$TestDrive/many-$number.csv" (10 * $number) }
        $lines = & "$examples/Send-ManyAccounts.ps1" -Job $jobs
        $lines.Accepted | Sort-Object | Should -Be 10, 10, 20, 20, 30, 30, 40, 40
        ($lines.UploadId | Select-Object -Unique).Count | Should -Be 8
        $lines.Error | Where-Object { $_ } | Should -BeNullOrEmpty
        foreach ($number in 1..4) { (Get-SandboxReceipt "$TestDrive/many-$number").GoogleAds.Conversions | Should -Be (10 * $number) }
        $again = & "$examples/Send-ManyAccounts.ps1" -Job $jobs
        ($again.Accepted | Measure-Object -Sum).Sum | Should -Be 0
        ($again.Before | Measure-Object -Sum).Sum | Should -Be 200
        Disconnect-ConversionAccount
    }
}

Describe 'Sign-ins of the examples' {
    BeforeAll {
        # Stand-ins for vault and Azure: the examples' own calls must bind to the real command, with secrets as SecureStrings.
        $global:seen = [Collections.Generic.List[hashtable]]::new()
        function global:Get-Secret { param($Name, $Vault) ConvertTo-SecureString "$Vault/$Name" -AsPlainText -Force }
        function global:Connect-AzAccount { param([switch] $Identity) }
        function global:Get-AzKeyVaultSecret { param($VaultName, $Name) @{ SecretValue = ConvertTo-SecureString "$VaultName/$Name" -AsPlainText -Force } }
        function global:Connect-ConversionAccount {
            param([switch] $GoogleAds, [switch] $MicrosoftAdvertising, $AccountId, $LoginCustomerId, $CustomerId, $KeyFile, $ClientId, [securestring] $ClientSecret, [securestring] $RefreshToken,
                [securestring] $DeveloperToken, $TokenName, $TokenVault, [scriptblock] $OnTokenRefreshed, $Ledger, [securestring] $LedgerPassword)
            $seen.Add([hashtable]$PSBoundParameters)
            $kind = $GoogleAds ? 'Google*' : 'Microsoft*'
            $sets = (Get-Command Connect-ConversionAccount -CommandType Cmdlet).ParameterSets | Where-Object Name -Like $kind
            $fits = {
                $names = $_.Parameters.Name
                $mandatory = ($_.Parameters | Where-Object IsMandatory).Name
                -not ($seen[-1].Keys | Where-Object { $_ -notin $names }) -and -not ($mandatory | Where-Object { $_ -notin $seen[-1].Keys })
            }
            $fitting = @($sets | Where-Object $fits)
            if ($fitting.Count -ne 1) { throw "Connect-ConversionAccount takes no such parameters: $($PSBoundParameters.Keys)" }
            if ($KeyFile) {
                $global:federation = Get-Content -LiteralPath $KeyFile -Raw | ConvertFrom-Json
                $global:federationFile = $KeyFile
            }
        }
    }
    BeforeEach { $seen.Clear() }
    AfterAll { Remove-Variable seen, federation, federationFile -Scope Global -ErrorAction Ignore; Remove-Item Function:\Get-Secret, Function:\Connect-AzAccount, Function:\Get-AzKeyVaultSecret, Function:\Connect-ConversionAccount }

    It 'takes every secret from the vault' {
        & "$examples/Connect-FromVault.ps1" -Vault Ads -GoogleAccountId 1 -GoogleClientId g -MicrosoftAccountId 2 -MicrosoftCustomerId 3 -MicrosoftClientId m
        $seen.Count | Should -Be 2
        ConvertFrom-SecureString $seen[0].RefreshToken -AsPlainText | Should -Be 'Ads/google-refresh'
        ConvertFrom-SecureString $seen[1].DeveloperToken -AsPlainText | Should -Be 'Ads/microsoft-developer'
        $seen[1].TokenName, $seen[1].TokenVault | Should -Be 'microsoft-refresh', 'Ads'
    }

    It 'lets the runbook sign in to Google by federation, without a key, and leaves no file behind' {
        $env:IDENTITY_ENDPOINT, $env:IDENTITY_HEADER = 'http://127.0.0.1:1/token', 'header-of-the-job'
        try {
            # There is no storage here, so the run ends after the sign-in.
            { & "$examples/Runbook.ps1" -VaultName vault -StorageAccountName none -Ledger 'Host=db' -GoogleAccountId 1 -GoogleAudience '//iam.googleapis.com/x' -GoogleServiceAccount ads@project.iam.gserviceaccount.com -AzureTokenResource api://google -MicrosoftAccountId 2 -MicrosoftCustomerId 3 -MicrosoftClientId m } |
                Should -Throw '*New-AzStorageContext*'
        }
        finally { $env:IDENTITY_ENDPOINT = $env:IDENTITY_HEADER = $null }

        $federation.type | Should -Be 'external_account'
        $federation.credential_source.url | Should -Be 'http://127.0.0.1:1/token?resource=api%3A%2F%2Fgoogle'
        $federation.credential_source.headers.'X-IDENTITY-HEADER' | Should -Be 'header-of-the-job'
        $federation.service_account_impersonation_url | Should -Be 'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/ads@project.iam.gserviceaccount.com:generateAccessToken'
        $federationFile | Should -Not -Exist
        ConvertFrom-SecureString $seen[1].RefreshToken -AsPlainText | Should -Be 'vault/microsoft-refresh'
        ConvertFrom-SecureString $seen[1].LedgerPassword -AsPlainText | Should -Be 'vault/ledger-password'
        "$($seen[1].OnTokenRefreshed)" | Should -Match "Set-AzKeyVaultSecret -VaultName 'vault' -Name microsoft-refresh -SecretValue \`$Token"
    }
}
