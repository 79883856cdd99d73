BeforeAll { . $PSScriptRoot/Setup.ps1 }

Describe 'The main job on the sandbox' {
    BeforeAll {
        $state = Join-Path $TestDrive 'main'
        Connect-TestSandbox $state | Out-Null
        $first = Import-ConversionFile $Leads -WarningAction Ignore | Send-OfflineConversion -ErrorAction SilentlyContinue -ErrorVariable firstErrors
        $between = Get-SandboxReceipt $state
        $second = Import-ConversionFile $Leads -WarningAction Ignore | Send-OfflineConversion -ErrorAction SilentlyContinue
        $after = Get-SandboxReceipt $state
    }
    AfterAll { Disconnect-ConversionAccount }

    It 'gives one result a row for each network' {
        $rows = @(Import-ConversionFile $Leads -WarningAction Ignore)
        @($first | Where-Object Network -EQ GoogleAds).Source.Row | Should -Be $rows.Source.Row
        @($first | Where-Object Network -EQ MicrosoftAdvertising).Source.Row | Should -Be $rows.Source.Row
    }

    It 'has <_> rows accepted, and the sandbox counts as many conversions' -ForEach 'GoogleAds', 'MicrosoftAdvertising' {
        $network = $_
        $accepted = @($first | Where-Object { $_.Network -eq $network -and $_.Status -eq 'Accepted' }).Count
        $accepted | Should -BeGreaterThan 50
        $between.$network.Conversions | Should -Be $accepted
        $between.$network.Attributed | Should -BeGreaterThan 0
        $between.$network.Attributed | Should -BeLessThan $accepted
    }

    It 'ends with one error that counts the rows in need of attention and says how to see them' {
        $bad = @($first | Where-Object Status -In Rejected, Invalid, Unknown)
        $bad.Count | Should -BeGreaterThan 0
        $firstErrors | Should -HaveCount 1
        $firstErrors[0].FullyQualifiedErrorId | Should -BeLike 'RowsNotAccepted,*'
        $firstErrors[0].ErrorDetails.Message | Should -BeLike "$($bad.Count) of $($first.Count) results need attention.*"
        $firstErrors[0].ErrorDetails.RecommendedAction | Should -Match 'Get-ConversionUpload -UploadId (\S+) -Row'
        $bad | ForEach-Object { $_.Code, $_.Message | Should -Not -BeNullOrEmpty }
    }

    It 'gives the rows again by the very command the error recommends' {
        $firstErrors[0].ErrorDetails.RecommendedAction -match '(Get-ConversionUpload -UploadId \S+ -Row)' | Should -BeTrue
        $rows = Invoke-Expression $Matches[1]
        @($rows | Where-Object Status -In Rejected, Invalid, Unknown).Count | Should -Be @($first | Where-Object Status -In Rejected, Invalid, Unknown).Count
    }

    It 'sends nothing the second time' {
        $second | Where-Object Status -EQ Accepted | Should -BeNullOrEmpty
        @($second | Where-Object Status -EQ AlreadySent).Count | Should -Be @($first | Where-Object Status -In Accepted, AlreadySent).Count
        foreach ($network in 'GoogleAds', 'MicrosoftAdvertising') {
            $after.$network.UploadRequests | Should -Be $between.$network.UploadRequests
            $after.$network.Conversions | Should -Be $between.$network.Conversions
            $after.$network.Repeats | Should -Be 0
        }
    }

    It 'remembers both runs for each account' {
        (Get-ConversionUpload).Count | Should -Be 4
        (Get-ConversionUpload -Account (Get-ConversionAccount -Network GoogleAds)).Count | Should -Be 2
        (Get-ConversionUpload)[0].StartedAt | Should -BeGreaterOrEqual (Get-ConversionUpload)[-1].StartedAt
    }
}

Describe 'Send-OfflineConversion' {
    BeforeEach {
        $state = Join-Path $TestDrive ([guid]::NewGuid())
        $accounts = Connect-TestSandbox $state
    }
    AfterEach { Disconnect-ConversionAccount }

    It 'binds what Import-Csv gives' {
        $results = Import-Csv $LeadsCsv | Send-OfflineConversion -TimeZone Europe/Berlin -ErrorAction SilentlyContinue
        $results.Count | Should -Be (2 * @(Import-Csv $LeadsCsv).Count)
        @($results | Where-Object Status -EQ Accepted).Count | Should -BeGreaterThan 50
    }

    It 'takes a file by -Path, -LiteralPath and from Get-ChildItem, and knows it as one' {
        New-LeadFile "$TestDrive/one.csv" 5
        @(Send-OfflineConversion -Path "$TestDrive/o*.csv" | Where-Object Status -EQ Accepted).Count | Should -Be 10
        @(Send-OfflineConversion -LiteralPath "$TestDrive/one.csv" | Where-Object Status -EQ AlreadySent).Count | Should -Be 10
        @(Get-ChildItem "$TestDrive/one.csv" | Send-OfflineConversion | Where-Object Status -EQ AlreadySent).Count | Should -Be 10
        New-Item "$TestDrive/onefolder" -ItemType Directory -Force | Out-Null
        Get-Item "$TestDrive/onefolder" | Send-OfflineConversion -ErrorAction SilentlyContinue -ErrorVariable errors | Should -BeNullOrEmpty
        $errors.TargetObject | Should -BeLike '*onefolder'
        (Get-ConversionUpload).File | Select-Object -Unique | Should -Be 'one.csv'
    }

    It 'takes hashtables, hashed rows and rows of Select-Object' {
        $time = $Now.AddDays(-1).ToString('o')
        $table = @{ Email = 'a@example.com'; ConversionName = 'Signed contract'; ConversionTime = $time } | Send-OfflineConversion -Account $accounts[0]
        $table.Status | Should -Be 'Accepted'
        $hashed = New-OfflineConversion -Email b@example.com -ConversionName 'Signed contract' -ConversionTime $time | ConvertTo-HashedConversion -Network GoogleAds
        ($hashed | Send-OfflineConversion -Account $accounts[0]).Status | Should -Be 'Accepted'
        ($hashed | Send-OfflineConversion -Account $accounts[1] -ErrorAction SilentlyContinue).Code | Should -Be 'HashedForOtherNetwork'
        $selected = New-OfflineConversion -Email a@example.com -ConversionName 'Signed contract' -ConversionTime $time | Select-Object Email, ConversionName, ConversionTime, AdUserData
        ($selected | Send-OfflineConversion -Account $accounts[0]).Status | Should -Be 'AlreadySent'
    }

    It 'has the networks check and record nothing with -ValidateOnly' {
        New-LeadFile "$TestDrive/check.csv" 5
        (Send-OfflineConversion -Path "$TestDrive/check.csv" -ValidateOnly -Account $accounts[0]).Status | Select-Object -Unique | Should -Be 'Validated'
        (Get-SandboxReceipt $state).GoogleAds.Conversions | Should -Be 0
        Get-ConversionUpload | Should -BeNullOrEmpty
    }

    It 'does nothing for an empty pipeline' {
        @() | Send-OfflineConversion | Should -BeNullOrEmpty
        Get-ConversionUpload | Should -BeNullOrEmpty
    }

    It 'says on the information stream what became of the rows of each account' {
        New-LeadFile "$TestDrive/info.csv" 3
        Send-OfflineConversion -Path "$TestDrive/info.csv" -InformationVariable said | Out-Null
        $said.Tags | Select-Object -Unique | Should -Be 'EnhancedConversions'
        @($said.MessageData) | Should -Be 'Google Ads 123-456-7890 (sandbox): 3 accepted.', 'Microsoft Advertising 180012345 (sandbox): 3 accepted.'
    }

    It 'goes to the accounts of the last connect, and to all when they are named' {
        Connect-TestSandbox $state -Network MicrosoftAdvertising | Out-Null
        New-LeadFile "$TestDrive/last.csv" 2
        (Send-OfflineConversion -Path "$TestDrive/last.csv").Network | Select-Object -Unique | Should -Be 'MicrosoftAdvertising'
        @(Send-OfflineConversion -Path "$TestDrive/last.csv" -Account (Get-ConversionAccount)).Count | Should -Be 4
    }
}

Describe 'Get-ConversionUpload' {
    It 'reads the user''s own ledger when nothing is connected, and a missing one holds nothing' {
        $saved = $env:XDG_DATA_HOME
        $env:XDG_DATA_HOME = "$TestDrive/data"
        try { pwsh -NoProfile -NonInteractive -Command "Import-Module '$Staged'; Get-ConversionUpload; exit `$Error.Count" | Should -BeNullOrEmpty }
        finally { $env:XDG_DATA_HOME = $saved }
        $LASTEXITCODE | Should -Be 0
    }

    It 'reads the ledger it is given' {
        Connect-TestSandbox "$TestDrive/given" -Network GoogleAds | Out-Null
        New-LeadFile "$TestDrive/given.csv" 2
        Send-OfflineConversion -Path "$TestDrive/given.csv" | Out-Null
        Disconnect-ConversionAccount
        $upload = Get-ConversionUpload -Ledger "$TestDrive/given/ledger.db"
        $upload.Accepted | Should -Be 2
        ($upload | Get-ConversionUpload -Ledger "$TestDrive/given/ledger.db" -Row).Status | Should -Be 'Accepted', 'Accepted'
    }
}

Describe 'A sandbox' {
    AfterEach { Disconnect-ConversionAccount }

    It 'is one for all connects of a session that name no folder' {
        Connect-ConversionAccount -Sandbox -SandboxClock $Now | Out-Null
        New-LeadFile "$TestDrive/session.csv" 2
        Send-OfflineConversion -Path "$TestDrive/session.csv" | Out-Null
        Connect-ConversionAccount -Sandbox | Out-Null
        (Send-OfflineConversion -Path "$TestDrive/session.csv").Status | Select-Object -Unique | Should -Be 'AlreadySent'
    }

    It 'keeps its ledger out of the user''s own' {
        (Connect-ConversionAccount -Sandbox).Ledger | Should -Not -BeLike "$([Environment]::GetFolderPath('LocalApplicationData'))*"
        (Connect-TestSandbox "$TestDrive/kept").Ledger | Should -BeLike "$TestDrive*"
    }

    It 'refuses an account it does not know, as the network would' {
        { Connect-ConversionAccount -Sandbox -Network GoogleAds -AccountId 111-222-3333 } | Should -Throw
        { Connect-ConversionAccount -Sandbox -AccountId 111-222-3333 } | Should -Throw -ErrorId 'SandboxAccountNeedsNetwork,*'
    }

    It 'is the same for a second process that names the same folder' {
        $state = "$TestDrive/shared"
        New-LeadFile "$TestDrive/shared.csv" 3
        $job = "Import-Module '$Staged'; Connect-ConversionAccount -Sandbox -StatePath '$state' -SandboxClock '$($Now.ToString('o'))' | Out-Null; (Send-OfflineConversion -Path '$TestDrive/shared.csv').Status | Select-Object -Unique"
        pwsh -NoProfile -NonInteractive -Command $job | Should -Be 'Accepted'
        pwsh -NoProfile -NonInteractive -Command $job | Should -Be 'AlreadySent'
    }
}

Describe 'Conversion actions' {
    BeforeAll { $state = "$TestDrive/actions"; $accounts = Connect-TestSandbox $state }
    AfterAll { Disconnect-ConversionAccount }

    It 'are listed for both networks, by name and wildcard' {
        (Get-ConversionAction).Network | Select-Object -Unique | Should -Be 'GoogleAds', 'MicrosoftAdvertising'
        (Get-ConversionAction -Name 'signed*').Name | Should -Contain 'Signed contract'
        ($accounts[0] | Get-ConversionAction).Network | Select-Object -Unique | Should -Be 'GoogleAds'
    }

    It 'are made, and checked only with -ValidateOnly' {
        $checked = New-ConversionAction -Name 'Only checked' -Category 'Qualified lead' -ValidateOnly -Account $accounts[0]
        $checked.Id | Should -BeNullOrEmpty
        $made = New-ConversionAction -Name 'Web shop order' -Category PURCHASE -Count Every -ValueMode Different -Value 50 -Currency EUR -Account $accounts[0]
        $made.Id | Should -Not -BeNullOrEmpty
        (Get-ConversionAction -Account $accounts[0]).Name | Should -Contain 'Web shop order'
        (Get-ConversionAction -Account $accounts[0]).Name | Should -Not -Contain 'Only checked'
    }

    It 'report the refusal of one account and go on with the next' {
        New-ConversionAction -Name 'In both' -Category Purchase -Account $accounts[0] | Out-Null
        $made = New-ConversionAction -Name 'In both' -Category Purchase -Account $accounts -ErrorAction SilentlyContinue -ErrorVariable errors
        $errors | Should -HaveCount 1
        $errors[0].TargetObject | Should -BeLike 'Google Ads*'
        $errors[0].CategoryInfo.Category | Should -Not -Be 'NotSpecified'
        $made.Network | Should -Be 'MicrosoftAdvertising'
    }
}
