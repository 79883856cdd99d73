BeforeAll { . $PSScriptRoot/Setup.ps1 }

Describe 'Sync-ConversionAction' {
    BeforeEach {
        $state = Join-Path $TestDrive ([guid]::NewGuid())
        $accounts = Connect-TestSandbox $state
        $google = Get-ConversionAccount -Network GoogleAds
        $microsoft = Get-ConversionAccount -Network MicrosoftAdvertising
    }
    AfterEach { Disconnect-ConversionAccount }

    It 'gives all actions the first time, and then what changed' {
        $first = Sync-ConversionAction
        $first.Change | Select-Object -Unique | Should -Be 'Added'
        @($first).Count | Should -Be @(Get-ConversionAction).Count
        Sync-ConversionAction | Should -BeNullOrEmpty

        Set-ConversionAction 'Signed contract' -ClickThroughWindowDays 60 -Account $google | Out-Null
        New-ConversionAction -Name 'Store visit' -Category 'Qualified lead' -Account $google | Out-Null
        Remove-ConversionAction 'Phone order' -Account $google -Confirm:$false | Out-Null
        $changes = Sync-ConversionAction
        $changes | ForEach-Object { "$($_.Change) $($_.Name)" } | Should -Be 'Removed Phone order', 'Changed Signed contract', 'Added Store visit'
        $changes[1].Settings.Count | Should -Be 1
        $changes[1].Settings[0] | ForEach-Object { $_.Setting, $_.From, $_.To } | Should -Be 'ClickThroughWindowDays', 90, 60
        Sync-ConversionAction | Should -BeNullOrEmpty
    }

    It 'does not lose the other accounts when one fails' {
        $elsewhere = Connect-ConversionAccount -Sandbox -Network GoogleAds -StatePath "$TestDrive/$([guid]::NewGuid())" -SandboxClock $Now
        Set-Content -LiteralPath $elsewhere.Ledger -Value ('no ledger ' * 500)
        $failed = $null
        $changes = Sync-ConversionAction -Account $elsewhere, $microsoft -ErrorAction SilentlyContinue -ErrorVariable failed
        $changes.Network | Select-Object -Unique | Should -Be 'MicrosoftAdvertising'
        @($failed).Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'LedgerNotRecognized,*'
        "$($failed[0].TargetObject)" | Should -Be "$elsewhere"
    }

    It 'takes accounts from the pipeline, each once' {
        @($google, $microsoft, $google | Sync-ConversionAction | Where-Object Network -EQ GoogleAds).Count | Should -Be 4
    }

    It 'leaves a whole catalogue however often it is killed' {
        Sync-ConversionAction | Out-Null
        $expected = (Get-ConversionAction -Cached).Id | Sort-Object
        $loop = "Import-Module '$Staged'; Connect-ConversionAccount -Sandbox -StatePath '$state' -SandboxClock '$($Now.ToString('o'))' | Out-Null; [Console]::Out.WriteLine('go'); while (`$true) { Sync-ConversionAction | Out-Null }"
        foreach ($kill in 1..3) {
            $start = [Diagnostics.ProcessStartInfo]::new((Get-Process -Id $PID).Path)
            '-NoProfile', '-NonInteractive', '-Command', $loop | ForEach-Object { $start.ArgumentList.Add($_) }
            $start.RedirectStandardOutput = $true
            $process = [Diagnostics.Process]::Start($start)
            $process.StandardOutput.ReadLine() | Should -Be 'go'
            Start-Sleep -Milliseconds (Get-Random -Minimum 5 -Maximum 400)
            $process.Kill()
            $process.WaitForExit()
            (Get-ConversionAction -Cached).Id | Sort-Object | Should -Be $expected
        }

        Sync-ConversionAction | Should -BeNullOrEmpty
    }

    It 'lets two processes sync at once, and each change is told once' {
        $script = "Import-Module '$Staged'; Connect-ConversionAccount -Sandbox -StatePath '$state' -SandboxClock '$($Now.ToString('o'))' | Out-Null; @(Sync-ConversionAction -ErrorAction Stop).Count"
        $jobs = 1..2 | ForEach-Object { Start-ThreadJob { & $using:PSHOME/pwsh -NoProfile -NonInteractive -Command $using:script } }
        ($jobs | Receive-Job -Wait -AutoRemoveJob | Measure-Object -Sum).Sum | Should -Be @(Get-ConversionAction).Count
    }
}

Describe 'Get-ConversionAction -Cached' {
    BeforeEach {
        $state = Join-Path $TestDrive ([guid]::NewGuid())
        Connect-TestSandbox $state | Out-Null
        $google = Get-ConversionAccount -Network GoogleAds
    }
    AfterEach { Disconnect-ConversionAccount }

    It 'makes no request' {
        Sync-ConversionAction | Out-Null
        $before = (Get-SandboxReceipt $state).GoogleAds.Requests
        @(Get-ConversionAction -Cached).Count | Should -Be 9
        (Get-SandboxReceipt $state).GoogleAds.Requests | Should -Be $before
    }

    It 'gives what the network gives' {
        Sync-ConversionAction | Out-Null
        $from = { param($actions) $actions | Sort-Object Network, Id | Select-Object * -ExcludeProperty DisplayName, IsHidden, SyncedAt, CacheAge | ConvertTo-Json }
        & $from (Get-ConversionAction -Cached) | Should -Be (& $from (Get-ConversionAction))
    }

    It 'needs no connected account when the ledger is named' {
        Sync-ConversionAction | Out-Null
        Disconnect-ConversionAccount
        (Get-ConversionAction Signed* -Cached -Ledger "$state/ledger.db").AccountId | Should -Be '1234567890', '180012345'
    }

    It 'says what to do when nothing was synced yet' {
        $failed = $null
        Get-ConversionAction -Cached -Account $google -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'ActionsNotSynced,*'
        $failed[0].ErrorDetails.RecommendedAction | Should -Match 'Sync-ConversionAction'
    }

    It 'shows how old the catalogue is, and warns when that is too old' {
        Sync-ConversionAction | Out-Null
        Connect-ConversionAccount -Sandbox -StatePath $state -SandboxClock $Now.AddHours(5) | Out-Null
        (Get-ConversionAction -Cached -WarningVariable warned | Out-String) | Should -Match 'as of 2026-11-20 12:00 UTC \(5 h ago\)'
        $warned | Should -BeNullOrEmpty
        Connect-ConversionAccount -Sandbox -StatePath $state -SandboxClock $Now.AddDays(9) | Out-Null
        Get-ConversionAction -Cached -WarningVariable warned -WarningAction SilentlyContinue | Out-Null
        "$($warned[0])" | Should -Match '9 days ago; Sync-ConversionAction'
    }
}

Describe 'Set-ConversionActionDisplay' {
    BeforeEach {
        Connect-TestSandbox | Out-Null
        Sync-ConversionAction | Out-Null
        $google = Get-ConversionAccount -Network GoogleAds
    }
    AfterEach { Disconnect-ConversionAccount }

    It 'names one action, and the same name in another account stays as it is' {
        (Set-ConversionActionDisplay 'Signed contract' -DisplayName 'Contracts' -Account $google).DisplayName | Should -Be 'Contracts'
        Get-ConversionAction 'Signed contract' -Cached | ForEach-Object { "$($_.Network) $($_.DisplayName)" } | Should -Be 'GoogleAds Contracts', 'MicrosoftAdvertising '
        (Get-ConversionAction Contr* -Cached).Network | Should -Be 'GoogleAds'
        (Set-ConversionActionDisplay contracts -DisplayName '').DisplayName | Should -BeNullOrEmpty
    }

    It 'refuses one name for two actions' {
        { Set-ConversionActionDisplay 'Signed contract' -DisplayName 'Contracts' -ErrorAction Stop } | Should -Throw -ErrorId 'OneNameForSeveral,*'
        (Get-ConversionAction -Cached).DisplayName | Where-Object { $_ } | Should -BeNullOrEmpty
        { Set-ConversionActionDisplay 'Signed contract' -DisplayName 'phone order' -Account $google -ErrorAction Stop } | Should -Throw -ErrorId 'DisplayNameTaken,*'
    }

    It 'hides actions from the pipeline and shows them again' {
        Get-ConversionAction -Cached | Where-Object AcceptsUploads -EQ $false | Set-ConversionActionDisplay -Hidden | Out-Null
        (Get-ConversionAction -Cached | Where-Object IsHidden).Name | Should -Be 'Newsletter', 'Newsletter'
        (Get-ConversionAction -Cached | Out-String) | Should -Match 'not shown'
        Set-ConversionActionDisplay Newsletter -Hidden:$false | Out-Null
        (Get-ConversionAction -Cached).IsHidden | Should -Not -Contain $true
    }

    It 'wants something to set' {
        { Set-ConversionActionDisplay Newsletter } | Should -Throw -ErrorId 'NothingToSet,*'
        { Set-ConversionActionDisplay Newslettr -Hidden -ErrorAction Stop } | Should -Throw -ErrorId 'ActionNotInCatalogue,*'
    }
}

Describe 'Test-ConversionFile -Cached' {
    AfterEach { Disconnect-ConversionAccount }

    It 'knows the account''s actions without a request' {
        $state = Join-Path $TestDrive ([guid]::NewGuid())
        $accounts = Connect-TestSandbox $state
        Sync-ConversionAction | Out-Null
        New-LeadFile "$TestDrive/cached.csv" 3 -ConversionName 'Signed contrat'
        $before = (Get-SandboxReceipt $state).GoogleAds.Requests
        $report = Test-ConversionFile "$TestDrive/cached.csv" -Cached
        $report.Counts.Code | Should -Contain 'ConversionNameUnknown'
        (Get-SandboxReceipt $state).GoogleAds.Requests | Should -Be $before
        $asked = Test-ConversionFile "$TestDrive/cached.csv" -Account $accounts
        ($report.Findings | Out-String) | Should -Be ($asked.Findings | Out-String)
    }

    It 'is an error, and no verdict, when nothing was synced' {
        Connect-TestSandbox | Out-Null
        New-LeadFile "$TestDrive/cached.csv" 3
        { Test-ConversionFile "$TestDrive/cached.csv" -Cached -Quiet -ErrorAction Stop } | Should -Throw -ErrorId 'ActionsNotSynced,*'
    }
}
