BeforeAll {
    . $PSScriptRoot/Setup.ps1
    New-LeadFile "$TestDrive/one.csv" 3
    New-LeadFile "$TestDrive/two.csv" 2 -ConversionName 'Qualified lead'
    "Email,Conversion Name,Conversion Time`nnot an address,Signed contract,2026-11-18 10:00:00Z" | Set-Content "$TestDrive/bad.csv"

    function Set-TestClock([DateTimeOffset] $Time) { Connect-ConversionAccount -Sandbox -StatePath $state -SandboxClock $Time | Out-Null }
    function Get-Digest([string] $Path) { (Get-FileHash $Path).Hash }
}

Describe 'Get-ConversionUpload' {
    BeforeAll {
        $state = Join-Path $TestDrive ([guid]::NewGuid())
        $accounts = Connect-TestSandbox $state
        Send-OfflineConversion -Path "$TestDrive/one.csv" | Out-Null
        Set-TestClock $Now.AddDays(2)
        Send-OfflineConversion -Path "$TestDrive/two.csv" -Account $accounts[0] | Out-Null
        Send-OfflineConversion -Path "$TestDrive/bad.csv" -Account $accounts[0] -ErrorAction Ignore | Out-Null
    }
    AfterAll { Disconnect-ConversionAccount }

    It 'finds by <Name>' -ForEach @(
        @{ Name = 'network'; With = @{ Network = 'MicrosoftAdvertising' }; Files = 'one.csv' }
        @{ Name = 'account, dashes or not'; With = @{ AccountId = '123-456-7890' }; Files = 'bad.csv', 'two.csv', 'one.csv' }
        @{ Name = 'another account'; With = @{ AccountId = '9999999999' }; Files = @() }
        @{ Name = 'the time it began'; With = @{ Since = [DateTimeOffset] '2026-11-21T00:00:00Z' }; Files = 'bad.csv', 'two.csv' }
        @{ Name = 'the time it began before'; With = @{ Until = [DateTimeOffset] '2026-11-21T00:00:00Z'; Network = 'GoogleAds' }; Files = 'one.csv' }
        @{ Name = 'a date of Get-Date'; With = @{ Since = [datetime]::new(2026, 11, 21, 0, 0, 0, [DateTimeKind]::Utc) }; Files = 'bad.csv', 'two.csv' }
        @{ Name = 'status'; With = @{ Status = 'Complete'; Network = 'GoogleAds' }; Files = 'bad.csv', 'two.csv', 'one.csv' }
        @{ Name = 'a status none has'; With = @{ Status = 'Interrupted', 'Incomplete', 'Running' }; Files = @() }
    ) {
        @(Get-ConversionUpload @With).File | Sort-Object | Should -Be ($Files | Sort-Object)
    }

    It 'finds the same in a ledger that is named' {
        @(Get-ConversionUpload -Ledger $accounts[0].Ledger -Network GoogleAds).Count | Should -Be 3
        @(Get-ConversionUpload -Ledger $accounts[0].Ledger -AccountId '123 456 7890' -Since ([DateTimeOffset] '2026-11-21T00:00:00Z')).Count | Should -Be 2
    }

    It 'gives the rows of a status, with or without -Row' {
        (Get-ConversionUpload -Row -RowStatus Invalid).Code | Should -Be 'EmailMalformed'
        @(Get-ConversionUpload -Network GoogleAds -RowStatus Accepted).Count | Should -Be 5
        Get-ConversionUpload -RowStatus Unknown, Rejected | Should -BeNullOrEmpty
    }

    It 'completes ids of uploads and accounts' {
        function Complete([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches.ListItemText }
        Complete 'Get-ConversionUpload -UploadId 2026' | Should -Contain (Get-ConversionUpload)[0].UploadId
        Complete 'Get-ConversionUpload -AccountId 1' | Should -Be '1234567890', '180012345'
    }
}

Describe 'Remove-ConversionUpload' {
    BeforeEach {
        $state = Join-Path $TestDrive ([guid]::NewGuid())
        $accounts = Connect-TestSandbox $state
        Send-OfflineConversion -Path "$TestDrive/one.csv" -Account $accounts[0] | Out-Null
        Send-OfflineConversion -Path "$TestDrive/bad.csv" -Account $accounts[0] -ErrorAction Ignore | Out-Null
        Set-TestClock $Now.AddDays(40)
    }
    AfterEach { Disconnect-ConversionAccount }

    It 'removes what is old enough and keeps what guards against duplicates' {
        $removal = Remove-ConversionUpload -OlderThanDays 30 -Confirm:$false -Account $accounts[0]
        $removal.Uploads, $removal.Rows, $removal.KeptRows | Should -Be 2, 1, 3
        $removal.KeptUntil.UtcDateTime | Should -BeGreaterThan $Now.AddDays(80).UtcDateTime
        Get-ConversionUpload | Should -BeNullOrEmpty
        (Send-OfflineConversion -Path "$TestDrive/one.csv" -Account $accounts[0]).Status | Should -Be 'AlreadySent', 'AlreadySent', 'AlreadySent'

        # When no network takes them any more, they go as well, and the run that found them sent before.
        Set-TestClock $Now.AddDays(200)
        (Remove-ConversionUpload -OlderThanDays 30 -Confirm:$false -Account $accounts[0]).Rows | Should -Be 3
        (Test-ConversionLedger).Rows | Should -Be 0
    }

    It 'leaves younger uploads, and those of other accounts' {
        (Remove-ConversionUpload -OlderThanDays 60 -Confirm:$false).Uploads | Should -Be 0, 0
        (Remove-ConversionUpload -OlderThanDays 0 -Confirm:$false -Account $accounts[1]).Uploads | Should -Be 0
        @(Get-ConversionUpload).Count | Should -Be 2
    }

    It 'says under -WhatIf exactly what it would do, and does nothing' {
        $before = Get-Digest $accounts[0].Ledger
        $shown = pwsh -NoProfile -NonInteractive -Command "Import-Module '$Staged'; Connect-ConversionAccount -Sandbox -StatePath '$state' -SandboxClock '$($Now.AddDays(40).ToString('o'))' | Out-Null; Remove-ConversionUpload -OlderThanDays 30 -WhatIf" | Out-String -Width 400
        $shown | Should -Match 'What if: .*"remove 2 uploads with 1 row; keep the digests of 3 rows against duplicates, the last until 2027-02-1\d" on target "Google Ads 123-456-7890'
        Remove-ConversionUpload -OlderThanDays 30 -WhatIf -Account $accounts[0] | Should -BeNullOrEmpty
        @(Get-ConversionUpload).Count | Should -Be 2
        Get-Digest $accounts[0].Ledger | Should -Be $before
    }

    It 'asks unless it is told not to' {
        $command = "Import-Module '$Staged'; Connect-ConversionAccount -Sandbox -StatePath '$state' -SandboxClock '$($Now.AddDays(40).ToString('o'))' | Out-Null; Remove-ConversionUpload -OlderThanDays 30 -Account (Get-ConversionAccount -Network GoogleAds) | Out-Null"
        'N' | pwsh -NoProfile -Command $command | Out-String -Width 400 | Should -Match 'remove 2 uploads'
        @(Get-ConversionUpload).Count | Should -Be 2
        'Y' | pwsh -NoProfile -Command $command | Out-Null
        Get-ConversionUpload | Should -BeNullOrEmpty
    }

    It 'finds nothing where no ledger is, and makes none' {
        (Remove-ConversionUpload -OlderThanDays 1 -Confirm:$false -Ledger "$TestDrive/none.db").Uploads | Should -Be 0
        "$TestDrive/none.db" | Should -Not -Exist
    }
}

Describe 'Test-ConversionLedger' {
    BeforeAll {
        $state = Join-Path $TestDrive ([guid]::NewGuid())
        $account = Connect-TestSandbox $state -Network GoogleAds
        New-LeadFile "$TestDrive/more.csv" 500
        Send-OfflineConversion -Path "$TestDrive/more.csv" | Out-Null
    }
    AfterAll { Disconnect-ConversionAccount }

    It 'says of a whole ledger what is in it, and once of one that two accounts share' {
        $check = Test-ConversionLedger
        "$($check.Condition) $($check.Uploads) $($check.Rows)" | Should -Be 'Sound 1 500'
        Test-ConversionLedger -Quiet | Should -BeTrue
        @(Test-ConversionLedger -Account $account, $account).Count | Should -Be 1
    }

    It 'says what is wrong with <Name>, and changes nothing' -ForEach @(
        @{ Name = 'a truncated ledger'; Condition = 'Damaged'; ErrorId = 'LedgerDamaged'; Make = { param($path) Copy-Item $account.Ledger $path; $file = [IO.File]::OpenWrite($path); $file.SetLength($file.Length / 2); $file.Dispose() } }
        @{ Name = 'a text file'; Condition = 'NotALedger'; ErrorId = 'LedgerNotRecognized'; Make = { param($path) 'Email,Phone Number' * 1000 | Set-Content $path } }
        @{ Name = 'a ledger of a newer version'; Condition = 'TooNew'; ErrorId = 'LedgerTooNew'; Make = { param($path) Copy-Item $account.Ledger $path; $file = [IO.File]::OpenWrite($path); $file.Position = 60; $file.Write([byte[]](0, 0, 0, 99)); $file.Dispose() } }
        @{ Name = 'another program''s database'; Condition = 'NotALedger'; ErrorId = 'LedgerNotRecognized'; Make = { param($path) Copy-Item $account.Ledger $path; $file = [IO.File]::OpenWrite($path); $file.Position = 68; $file.Write([byte[]](0, 0, 0, 7)); $file.Dispose() } }
    ) {
        $path = "$TestDrive/$([guid]::NewGuid()).db"
        & $Make $path
        $before = Get-Digest $path
        $check = Test-ConversionLedger -Ledger $path
        $check.Condition | Should -Be $Condition
        $check.Message | Should -Match ([regex]::Escape($path))
        $check.RecommendedAction | Should -Not -BeNullOrEmpty
        Test-ConversionLedger -Ledger $path -Quiet | Should -BeFalse

        Get-ConversionUpload -Ledger $path -ErrorAction SilentlyContinue -ErrorVariable errors | Should -BeNullOrEmpty
        $errors[0].FullyQualifiedErrorId | Should -BeLike "$ErrorId,*"
        Get-Digest $path | Should -Be $before
    }

    It 'says of a ledger that is not there that the first upload makes it' {
        $check = Test-ConversionLedger -Ledger "$TestDrive/none.db"
        "$($check.Condition) $($check.IsUsable)" | Should -Be 'Missing True'
        "$TestDrive/none.db" | Should -Not -Exist
    }

    It 'reports a database that cannot be reached, and takes its password from a credential' {
        $credential = [pscredential]::new('ledger', (ConvertTo-SecureString 'not-a-secret' -AsPlainText -Force))
        $shown = Get-Everything { Test-ConversionLedger -Ledger 'Host=127.0.0.1;Port=1;Database=none;Username=nobody' -LedgerPassword $credential -ErrorVariable script:errors -Verbose }
        $script:errors[0].FullyQualifiedErrorId | Should -BeLike 'LedgerUnreachable,*'
        $shown | Should -Not -Match 'not-a-secret'
    }
}
