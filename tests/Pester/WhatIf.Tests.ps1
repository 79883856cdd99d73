BeforeAll {
    . $PSScriptRoot/Setup.ps1

    # Runs a command in a process of its own and gives what its host shows, "What if:" lines included.
    function Invoke-Shown([string] $Command) {
        (pwsh -NoProfile -NonInteractive -Command "Import-Module '$Staged'; Connect-ConversionAccount -Sandbox -StatePath '$state' -SandboxClock '$($Now.ToString('o'))' | Out-Null; $Command") -join "`n"
    }
}

Describe '-WhatIf' {
    BeforeEach {
        $state = Join-Path $TestDrive ([guid]::NewGuid())
        $accounts = Connect-TestSandbox $state
        $before = Get-SandboxReceipt $state
    }
    AfterEach { Disconnect-ConversionAccount }

    It 'makes no request at all and records nothing: Send-OfflineConversion -Path' {
        $planned = Send-OfflineConversion -Path $Leads -WhatIf
        @($planned | Where-Object Status -EQ Planned).Count | Should -BeGreaterThan 50
        $planned.Status | Should -Not -Contain 'Accepted'
        $after = Get-SandboxReceipt $state
        $after.GoogleAds.Requests | Should -Be $before.GoogleAds.Requests
        $after.MicrosoftAdvertising.Requests | Should -Be $before.MicrosoftAdvertising.Requests
        Get-ConversionUpload | Should -BeNullOrEmpty
    }

    It 'makes no request at all and records nothing: Import-ConversionFile | Send-OfflineConversion' {
        $planned = Import-ConversionFile $Leads -WarningAction Ignore | Send-OfflineConversion -WhatIf
        @($planned | Where-Object Status -EQ Planned).Count | Should -BeGreaterThan 50
        (Get-SandboxReceipt $state).GoogleAds.Requests | Should -Be $before.GoogleAds.Requests
        Get-ConversionUpload | Should -BeNullOrEmpty
    }

    It 'obeys $WhatIfPreference' {
        $WhatIfPreference = $true
        (Send-OfflineConversion -Path $Leads).Status | Should -Not -Contain 'Accepted'
        (Get-SandboxReceipt $state).GoogleAds.Requests | Should -Be $before.GoogleAds.Requests
    }

    It 'plans exactly what is then sent' {
        $planned = Send-OfflineConversion -Path $Leads -WhatIf | Where-Object Status -EQ Planned
        $sent = Send-OfflineConversion -Path $Leads -ErrorAction SilentlyContinue | Where-Object Status -In Accepted, Rejected
        $sent | ForEach-Object { "$($_.Network) $($_.Source.Row)" } | Should -BeIn @($planned | ForEach-Object { "$($_.Network) $($_.Source.Row)" })

        # What only the account knows, its action names, is not asked for in a plan.
        $more = Send-OfflineConversion -Path $Leads -ErrorAction SilentlyContinue | Where-Object Code -EQ ConversionNameUnknown
        @($sent).Count + @($more).Count | Should -Be @($planned).Count
        Send-OfflineConversion -Path $Leads -WhatIf | Where-Object Status -EQ Planned | Where-Object { $_.Source.Row -in @($sent | Where-Object Status -EQ Accepted).Source.Row } | Should -BeNullOrEmpty
    }

    It 'counts a row that is in the file twice once, as sending does' {
        New-LeadFile "$TestDrive/twice.csv" 5
        Get-Content "$TestDrive/twice.csv" | Select-Object -Last 2 | Add-Content "$TestDrive/twice.csv"
        $planned = Send-OfflineConversion -Path "$TestDrive/twice.csv" -WhatIf -Account $accounts[0]
        @($planned | Where-Object Status -EQ Planned).Count | Should -Be 5
        ($planned | Where-Object Status -EQ AlreadySent).Code | Should -Be 'DuplicateInFile', 'DuplicateInFile'
        (Send-OfflineConversion -Path "$TestDrive/twice.csv" -Account $accounts[0] | Where-Object Status -EQ Accepted).Count | Should -Be 5
    }

    It 'says how many conversions would go where' {
        New-LeadFile "$TestDrive/many.csv" 1240
        $shown = Invoke-Shown "Send-OfflineConversion -Path '$TestDrive/many.csv' -WhatIf | Out-Null"
        $shown | Should -Match 'What if: 1 240 conversions -> Google Ads 123-456-7890'
        $shown | Should -Match 'What if: 1 240 conversions -> Microsoft Advertising 180012345'
        Invoke-Shown "Import-Csv '$TestDrive/many.csv' | Send-OfflineConversion -WhatIf | Out-Null" | Should -Match 'What if: 1 240 conversions -> Google Ads'
    }

    It 'makes no conversion action' {
        New-ConversionAction -Name 'Never made' -Category 'Qualified lead' -WhatIf | Should -BeNullOrEmpty
        (Get-SandboxReceipt $state).GoogleAds.Requests | Should -Be $before.GoogleAds.Requests
    }

    It 'writes no template' {
        Export-ConversionTemplate "$TestDrive/never.xlsx" -Network GoogleAds -WhatIf | Should -BeNullOrEmpty
        "$TestDrive/never.xlsx" | Should -Not -Exist
        (Get-SandboxReceipt $state).GoogleAds.Requests | Should -Be $before.GoogleAds.Requests
    }

    It 'writes no file of rows to correct, and tests all the same' {
        (Test-ConversionFile $Leads -FixFile "$TestDrive/never.xlsx" -WhatIf).InvalidRows | Should -BeGreaterThan 0
        "$TestDrive/never.xlsx" | Should -Not -Exist
    }

    It 'writes no file for a network''s page' {
        Export-ConversionFile "$TestDrive/never.csv" GoogleAds -Path $Leads -WhatIf -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$TestDrive/never.csv" | Should -Not -Exist
    }

    It 'reads and keeps no actions, and no names for them' {
        Sync-ConversionAction -WhatIf | Should -BeNullOrEmpty
        (Get-SandboxReceipt $state).GoogleAds.Requests | Should -Be $before.GoogleAds.Requests
        "$state/ledger.db" | Should -Not -Exist
        Sync-ConversionAction | Out-Null
        Set-ConversionActionDisplay 'Signed contract' -Hidden -WhatIf | Should -BeNullOrEmpty
        (Get-ConversionAction -Cached).IsHidden | Should -Not -Contain $true
    }

    It 'writes no report and asks no network' {
        Export-ConversionReport "$TestDrive/never.html" -Refresh -IncludeHealth -WhatIf | Should -BeNullOrEmpty
        "$TestDrive/never.html*" | Should -Not -Exist
        (Get-SandboxReceipt $state).GoogleAds.Requests | Should -Be $before.GoogleAds.Requests
    }

    It 'writes no schedule, and gives it all the same' {
        (New-ConversionSchedule Systemd -OutputFolder $TestDrive -Name never -WhatIf).Written | Should -BeNullOrEmpty
        "$TestDrive/never.timer" | Should -Not -Exist
    }

    It 'is tried here for every cmdlet that has it' {
        Get-Command -Module EnhancedConversions.PS | Where-Object { $_.Parameters.ContainsKey('WhatIf') } | ForEach-Object Name |
            Should -Be 'Export-ConversionFile', 'Export-ConversionReport', 'Export-ConversionTemplate', 'New-ConversionAction', 'New-ConversionSchedule', 'Remove-ConversionAction', 'Remove-ConversionUpload', 'Send-ConversionAdjustment', 'Send-OfflineConversion', 'Set-ConversionAction', 'Set-ConversionActionDisplay', 'Sync-ConversionAction', 'Test-ConversionFile'
    }
}

Describe '-Confirm' {
    BeforeEach { $state = Join-Path $TestDrive ([guid]::NewGuid()); Connect-TestSandbox $state | Out-Null }
    AfterEach { Disconnect-ConversionAccount }

    It 'asks for each account with the true count, and obeys: <Name>' -ForEach @(
        @{ Name = 'a file'; Command = 'Send-OfflineConversion -Path $ask -Confirm' }
        @{ Name = 'the pipeline'; Command = 'Import-Csv $ask | Send-OfflineConversion -Confirm' }
    ) {
        New-LeadFile "$TestDrive/ask.csv" 7
        $shown = 'Y', 'N' | pwsh -NoProfile -Command "Import-Module '$Staged'; Connect-ConversionAccount -Sandbox -StatePath '$state' -SandboxClock '$($Now.ToString('o'))' | Out-Null; `$ask = '$TestDrive/ask.csv'; $Command | Out-Null" | Out-String -Width 200
        $shown | Should -Match 'Send 7 conversions -> Google Ads 123-456-7890 \(sandbox\)\?'
        $shown | Should -Match 'Send 7 conversions -> Microsoft Advertising 180012345 \(sandbox\)\?'
        (Get-SandboxReceipt $state).GoogleAds.Conversions | Should -Be 7
        (Get-SandboxReceipt $state).MicrosoftAdvertising.Conversions | Should -Be 0
    }

    It 'sends nothing where nobody can be asked' {
        New-LeadFile "$TestDrive/noone.csv" 7
        pwsh -NoProfile -NonInteractive -Command "Import-Module '$Staged'; Connect-ConversionAccount -Sandbox -StatePath '$state' -SandboxClock '$($Now.ToString('o'))' | Out-Null; Send-OfflineConversion -Path '$TestDrive/noone.csv' -Confirm" *>&1 |
            Out-String | Should -Not -Match 'UnexpectedError|unforeseen'
        (Get-SandboxReceipt $state).GoogleAds.UploadRequests | Should -Be 0
    }

    It 'sends without a question when told not to ask' {
        New-LeadFile "$TestDrive/noask.csv" 3
        $ConfirmPreference = 'Low'
        @(Send-OfflineConversion -Path "$TestDrive/noask.csv" -Confirm:$false | Where-Object Status -EQ Accepted).Count | Should -Be 6
    }
}
