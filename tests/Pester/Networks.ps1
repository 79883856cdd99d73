# Dot-sourced after Setup.ps1 by tests that need the networks on real sockets: cmdlets in a process of their own reach the sandbox
# under the networks' host names, by a proxy and a certificate that only that process is told of. Linux alone reads its certificates from a file that can be named.
$NetworksMissing = $IsLinux ? $null : 'only Linux takes the certificates to trust from a variable.'

function Get-UploadWorker {
    $project = Join-Path $Repository 'tests/UploadWorker'
    $worker = Join-Path $project 'bin/Release/net10.0/UploadWorker.dll'
    dotnet build $project --configuration Release --nologo -v:q -m:1 | Out-Null
    if ($LASTEXITCODE) { throw 'The upload worker does not build.' }
    $worker
}

# Starts the networks. What it gives is ended by Stop-Network.
function Start-Network([string] $StatePath) {
    $start = [Diagnostics.ProcessStartInfo]::new('dotnet', [string[]] @($Worker, 'serve', "state=$StatePath", "authority=$StatePath.pem"))
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    if ($process.StandardOutput.ReadLine() -notmatch '^listening (http://127\.0\.0\.1:\d+)/$') { throw 'The networks do not listen.' }
    $folder = New-Item -ItemType Directory "$StatePath.browser"
    @('#!/bin/sh', "exec dotnet '$Worker' browse `"`$1`"") | Set-Content "$folder/xdg-open"
    chmod +x "$folder/xdg-open"
    [pscustomobject]@{ Process = $process; Proxy = $Matches[1]; Authority = "$StatePath.pem"; Browser = $folder.FullName }
}

function Stop-Network($Networks) {
    $Networks.Process.StandardInput.Close()
    if (-not $Networks.Process.WaitForExit(20000)) { $Networks.Process.Kill() }
    $Networks.Process.Dispose()
}

# Runs commands in a process that reaches these networks, and has a browser whose person agrees to everything. Gives what it says.
function Invoke-Connected($Networks, [string] $Command) {
    $start = [Diagnostics.ProcessStartInfo]::new('pwsh', [string[]] @('-NoProfile', '-NonInteractive', '-Command', "`$PSStyle.OutputRendering = 'PlainText'; Import-Module '$Staged'; $Command"))
    $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $start.Environment['HTTPS_PROXY'] = $Networks.Proxy
    $start.Environment['NO_PROXY'] = 'localhost'
    $start.Environment['SSL_CERT_FILE'] = $Networks.Authority
    $start.Environment['SSL_CERT_DIR'] = '/nowhere'
    $start.Environment['PATH'] = "$($Networks.Browser):$env:PATH"
    $process = [Diagnostics.Process]::Start($start)
    try {
        $errors = $process.StandardError.ReadToEndAsync()
        $said = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        "$said$($errors.Result)".Trim()
    }
    finally { $process.Dispose() }
}
