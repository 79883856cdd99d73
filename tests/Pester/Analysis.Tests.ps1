BeforeDiscovery {
    . $PSScriptRoot/Setup.ps1
    $analyzer = Get-Module PSScriptAnalyzer -ListAvailable | Select-Object -First 1
    if (-not $analyzer) { Write-Warning 'PSScriptAnalyzer is not installed: the PowerShell of this repository was not checked by it.' }
    $scripts = Get-Item (Join-Path $Repository 'build.ps1'), (Join-Path $Repository 'PSScriptAnalyzerSettings.psd1')
    $scripts += 'module', 'examples', 'tests/Pester' | ForEach-Object { Get-ChildItem (Join-Path $Repository $_) -Recurse -File -Include *.ps1, *.psm1, *.psd1 } | Where-Object FullName -NotMatch '[\\/](bin|obj)[\\/]'
    $cases = $scripts | ForEach-Object { @{ Name = [IO.Path]::GetRelativePath($Repository, $_.FullName); File = $_.FullName } }
}

Describe 'PSScriptAnalyzer' -Skip:(-not $analyzer) {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        Import-Module PSScriptAnalyzer
    }

    It 'finds nothing in <Name>' -ForEach $cases {
        $settings = Join-Path $Repository ($Name -match '^tests' ? 'tests/Pester/PSScriptAnalyzerSettings.psd1' : 'PSScriptAnalyzerSettings.psd1')
        $found = Invoke-ScriptAnalyzer -Path $File -Settings $settings

        # Its rules look commands up side by side, and now and then one is not found that is there. What is wrong with a script is wrong the second time, too.
        if ($found) { $found = Invoke-ScriptAnalyzer -Path $File -Settings $settings }
        $found | ForEach-Object { "$($_.ScriptName):$($_.Line) $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty
    }

    It 'would find something: <Why>' -ForEach @(
        @{ Why = 'an alias'; Script = 'ls | % { $_ }' }
        @{ Why = 'a layout of one''s own'; Script = "if (`$true)`n{`n  1`n}" }
    ) {
        Invoke-ScriptAnalyzer -ScriptDefinition $Script -Settings (Join-Path $Repository 'PSScriptAnalyzerSettings.psd1') | Should -Not -BeNullOrEmpty
    }
}
