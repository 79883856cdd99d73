@{
    RootModule           = 'EnhancedConversions.PS.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '5b0cde3c-8a0b-4e0f-9d63-8c1df6a6f2a7'
    Author               = 'EnhancedConversions.PS contributors'
    CompanyName          = 'EnhancedConversions.PS contributors'
    Copyright            = '(c) EnhancedConversions.PS contributors. MIT licence.'
    Description          = 'Takes offline sales from Excel, CSV or any objects to Google Ads and Microsoft Advertising as enhanced conversions: hashed for each network, checked, sent once, and answered row by row.'
    CompatiblePSEditions = @('Core')
    PowerShellVersion    = '7.4'
    FormatsToProcess     = @('EnhancedConversions.PS.Format.ps1xml')
    CmdletsToExport      = @(
        'Connect-ConversionAccount'
        'ConvertTo-HashedConversion'
        'ConvertTo-HashedIdentifier'
        'Disconnect-ConversionAccount'
        'Export-ConversionFile'
        'Export-ConversionReport'
        'Export-ConversionTemplate'
        'Get-ConversionAccount'
        'Get-ConversionAction'
        'Get-ConversionReport'
        'Get-ConversionTag'
        'Get-ConversionUpload'
        'Get-ConversionUploadDiagnostic'
        'Import-ConversionFile'
        'Measure-ConversionObjective'
        'New-ConversionAction'
        'New-ConversionSchedule'
        'New-OfflineConversion'
        'Remove-ConversionAction'
        'Remove-ConversionUpload'
        'Send-ConversionAdjustment'
        'Send-OfflineConversion'
        'Set-ConversionAction'
        'Set-ConversionActionDisplay'
        'Sync-ConversionAction'
        'Test-ConversionAccount'
        'Test-ConversionFile'
        'Test-ConversionLedger'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags       = @('GoogleAds', 'MicrosoftAdvertising', 'EnhancedConversions', 'OfflineConversions', 'Marketing', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
