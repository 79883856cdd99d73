BeforeAll {
    . $PSScriptRoot/Setup.ps1
    New-LeadFile "$TestDrive/long.csv" 20000

    # Ctrl+C, as the engine sees it: another thread stops the pipeline.
    function Stop-Midway([string] $Command) {
        $shell = [powershell]::Create()
        $shell.AddScript("Import-Module '$Staged'; Connect-ConversionAccount -Sandbox -StatePath '$state' -SandboxClock '$($Now.ToString('o'))' | Out-Null; $Command") | Out-Null
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
        for ($i = 0; $i -lt 400 -and -not $output.Count -and -not $running.IsCompleted; $i++) { Start-Sleep -Milliseconds 25 }
        $wasRunning = -not $running.IsCompleted
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        $took = $watch.Elapsed
        $shell.Dispose()
        [pscustomobject]@{ WasRunning = $wasRunning; Took = $took; Results = $output.Count }
    }
}

Describe 'Ctrl+C' {
    BeforeEach { $state = Join-Path $TestDrive ([guid]::NewGuid()) }

    It 'stops <Name> within about a second' -ForEach @(
        @{ Name = 'a file upload'; Command = 'Send-OfflineConversion -Path $long' }
        @{ Name = 'a pipeline upload'; Command = 'Import-ConversionFile $long | Send-OfflineConversion' }
        @{ Name = 'a reader that never ends'; Command = 'while ($true) { Import-ConversionFile $long }' }
        @{ Name = 'an upload whose reader downstream is slow'; Command = 'Send-OfflineConversion -Path $long | ForEach-Object { Start-Sleep -Milliseconds 20; $_ }' }
    ) {
        $stopped = Stop-Midway "`$long = '$TestDrive/long.csv'; $Command"
        $stopped.WasRunning | Should -BeTrue
        $stopped.Took | Should -BeLessThan ([timespan]'0:0:2.5')
    }

    It 'leaves a ledger that goes on: nothing is lost, nothing counts twice' {
        Stop-Midway "Send-OfflineConversion -Path '$TestDrive/long.csv'" | Out-Null
        $account = Connect-TestSandbox $state
        $results = Send-OfflineConversion -Path "$TestDrive/long.csv"
        $results.Count | Should -Be 40000
        @($results | Where-Object Status -NotIn Accepted, AlreadySent) | Should -BeNullOrEmpty
        $received = Get-SandboxReceipt $state
        $received.GoogleAds.Conversions | Should -Be 20000
        $received.MicrosoftAdvertising.Conversions | Should -Be 20000
        Disconnect-ConversionAccount
    }

    It 'says on the console that the same command goes on' -Skip:$IsWindows {
        $script = "$TestDrive/interrupted.ps1"
        "Import-Module '$Staged'; Connect-ConversionAccount -Sandbox -StatePath '$state' -SandboxClock '$($Now.ToString('o'))' | Out-Null; Send-OfflineConversion -Path '$TestDrive/long.csv' | Out-Null; 'not stopped'" | Set-Content $script
        $process = Start-Process pwsh -ArgumentList '-NoProfile', '-File', $script -RedirectStandardOutput "$TestDrive/shown.txt" -RedirectStandardError "$TestDrive/errors.txt" -PassThru
        for ($i = 0; $i -lt 600 -and -not (Get-ChildItem $state -Filter ledger.db-wal -ErrorAction Ignore); $i++) { Start-Sleep -Milliseconds 50 }
        kill -INT $process.Id
        $process.WaitForExit(10000) | Should -BeTrue
        $shown = Get-Content "$TestDrive/shown.txt", "$TestDrive/errors.txt" -Raw | Out-String
        $shown | Should -Match 'The same command again goes on from there'
        $shown | Should -Not -Match 'not stopped'
    }

    It 'ends an upload in order when the process is told to end by SIG<Signal>, in <Name>' -Skip:$IsWindows -ForEach @(
        @{ Signal = 'TERM'; ExitCode = 143; Name = 'a file upload'; Command = 'Send-OfflineConversion -Path $long' }
        @{ Signal = 'HUP'; ExitCode = 129; Name = 'a file upload'; Command = 'Send-OfflineConversion -Path $long' }
        @{ Signal = 'TERM'; ExitCode = 143; Name = 'a pipeline upload'; Command = 'Import-ConversionFile $long | Send-OfflineConversion' }
        @{ Signal = 'TERM'; ExitCode = 143; Name = 'a pipeline that waits for rows'; Command = 'Import-ConversionFile $long | ForEach-Object { if ($n++ -gt 5000) { Start-Sleep -Milliseconds 50 }; $_ } | Send-OfflineConversion' }
    ) {
        $script = "$TestDrive/told-to-end.ps1"
        "Import-Module '$Staged'; Connect-ConversionAccount -Sandbox -StatePath '$state' -SandboxClock '$($Now.ToString('o'))' | Out-Null; `$long = '$TestDrive/long.csv'; try { $Command | Out-Null } catch { 'caught' }; 'not stopped'" | Set-Content $script

        # A shell in between, as Start-Process does not tell the exit code of a process that a signal ended.
        $start = [Diagnostics.ProcessStartInfo]::new('sh', [string[]]@('-c', 'trap "" TERM HUP; (trap - TERM HUP; echo pid $(exec sh -c "echo \$PPID"); exec pwsh -NoProfile -File "$0") 2>&1; echo "exit $?"', $script))
        $start.RedirectStandardOutput = $true
        $process = [Diagnostics.Process]::Start($start)
        $engine = [int] ($process.StandardOutput.ReadLine() -replace 'pid ')
        for ($i = 0; $i -lt 600 -and -not (Get-ChildItem $state -Filter ledger.db-wal -ErrorAction Ignore); $i++) { Start-Sleep -Milliseconds 50 }
        Start-Sleep -Milliseconds 300
        kill "-$Signal" $engine
        $shown = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        $shown | Should -Match 'The same command again goes on from there'
        $shown | Should -Not -Match 'not stopped|caught'
        $shown | Should -Match "exit $ExitCode"

        # Each run came to its end in the ledger, nothing is left to a lease, and the same command goes on.
        $uploads = Get-ConversionUpload -Ledger "$state/ledger.db"
        $uploads.Status | Select-Object -Unique | Should -Be 'Incomplete'
        Connect-TestSandbox $state | Out-Null
        @(Send-OfflineConversion -Path "$TestDrive/long.csv" | Where-Object Status -NotIn Accepted, AlreadySent) | Should -BeNullOrEmpty
        $received = Get-SandboxReceipt $state
        $received.GoogleAds.Conversions, $received.MicrosoftAdvertising.Conversions | Should -Be 20000, 20000
        Disconnect-ConversionAccount
    }

    It 'lets go of the file' {
        Stop-Midway "Send-OfflineConversion -Path '$TestDrive/long.csv'" | Out-Null
        { [IO.File]::Open("$TestDrive/long.csv", 'Open', 'ReadWrite', 'None').Dispose() } | Should -Not -Throw
    }
}

Describe 'Select-Object -First' {
    BeforeEach { $state = Join-Path $TestDrive ([guid]::NewGuid()); Connect-TestSandbox $state | Out-Null }
    AfterEach { Disconnect-ConversionAccount }

    It 'stops an upload soon, and the command says that it can go on' {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $first = Send-OfflineConversion -Path "$TestDrive/long.csv" -WarningVariable warnings -WarningAction SilentlyContinue | Select-Object -First 3
        $watch.Elapsed | Should -BeLessThan ([timespan]'0:0:20')
        $first | Should -HaveCount 3
        @($warnings -match 'goes on from there') | Should -HaveCount 1
    }

    It 'leaves no worker behind' {
        Import-ConversionFile "$TestDrive/long.csv" | Send-OfflineConversion -WarningAction SilentlyContinue | Select-Object -First 1 | Out-Null
        $received = (Get-SandboxReceipt $state).GoogleAds.RowsReceived
        Start-Sleep -Seconds 1
        (Get-SandboxReceipt $state).GoogleAds.RowsReceived | Should -Be $received
    }

    It 'leaves no worker behind when a command downstream throws' {
        { Send-OfflineConversion -Path "$TestDrive/long.csv" -WarningAction SilentlyContinue | ForEach-Object { throw 'downstream' } } | Should -Throw 'downstream'
        $received = (Get-SandboxReceipt $state).GoogleAds.RowsReceived
        Start-Sleep -Seconds 1
        (Get-SandboxReceipt $state).GoogleAds.RowsReceived | Should -Be $received
    }
}
