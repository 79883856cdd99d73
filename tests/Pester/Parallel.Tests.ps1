BeforeAll { . $PSScriptRoot/Setup.ps1 }

Describe 'ForEach-Object -Parallel' {
    BeforeEach { $state = Join-Path $TestDrive ([guid]::NewGuid()); $accounts = Connect-TestSandbox $state }
    AfterEach { Disconnect-ConversionAccount }

    It 'sends with an account passed by $using:, each row once' {
        $files = 1..4 | ForEach-Object { New-LeadFile "$TestDrive/p$_.csv" 200 -ConversionName 'Signed contract'; "$TestDrive/p$_.csv" }
        $results = $files | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:Staged
            Send-OfflineConversion -Path $_ -Account $using:accounts
        }
        # The four files hold the same rows: one of them wins each row, the others see it as sent, or on its way.
        $results.Count | Should -Be 1600
        $results.Status | Select-Object -Unique | Should -BeIn 'Accepted', 'AlreadySent', 'Held'
        @($results | Where-Object Status -EQ Accepted).Count | Should -Be 400
        $received = Get-SandboxReceipt $state
        $received.GoogleAds.Conversions | Should -Be 200
        $received.GoogleAds.Repeats | Should -Be 0
    }

    It 'sends to 8 accounts at once, each with its own results, ledger and receipts' {
        # As many rows as make each account's numbers its own.
        $work = 1..8 | ForEach-Object {
            New-LeadFile "$TestDrive/own$_.csv" ($_ * 10)
            [pscustomobject]@{ Number = $_; State = "$state-$_"; File = "$TestDrive/own$_.csv"; Account = Connect-TestSandbox "$state-$_" -Network GoogleAds }
        }
        $done = $work | ForEach-Object -ThrottleLimit 8 -UseNewRunspace -Parallel {
            Import-Module $using:Staged
            $results = Send-OfflineConversion -Path $_.File -Account $_.Account
            [pscustomobject]@{ Number = $_.Number; Results = $results; Uploads = @(Get-ConversionUpload -Account $_.Account) }
        }
        $done.Number | Sort-Object | Should -Be (1..8)
        foreach ($one in $done) {
            $one.Results.Count | Should -Be ($one.Number * 10)
            $one.Results.Status | Select-Object -Unique | Should -Be 'Accepted'
            $one.Results.Source.File | Select-Object -Unique | Should -BeLike "*own$($one.Number).csv"
            $one.Uploads.Accepted | Should -Be ($one.Number * 10)
            (Get-SandboxReceipt "$state-$($one.Number)").GoogleAds.Conversions | Should -Be ($one.Number * 10)
        }
    }

    It 'does not see accounts connected elsewhere, and says how to pass them' {
        $message = 1 | ForEach-Object -Parallel {
            Import-Module $using:Staged
            try { Get-ConversionAction } catch { $_.ErrorDetails.RecommendedAction }
        }
        $message | Should -Match '\$using:account'
    }

    It 'keeps connects of several runspaces apart' {
        $seen = 1..4 | ForEach-Object -ThrottleLimit 4 -UseNewRunspace -Parallel {
            Import-Module $using:Staged
            $network = @('GoogleAds', 'MicrosoftAdvertising')[$_ % 2]
            Connect-ConversionAccount -Sandbox -Network $network | Out-Null
            Start-Sleep -Milliseconds 200
            "$((Get-ConversionAccount).Network)" -eq $network
        }
        $seen | Should -Be @($true, $true, $true, $true)
    }
}
