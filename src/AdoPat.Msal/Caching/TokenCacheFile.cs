using System;
using System.Collections.Generic;
using System.IO;
using AdoPat.Sessions;
using Microsoft.Identity.Client.Extensions.Msal;

namespace AdoPat.Msal.Caching;

/// <summary>The file of a token cache. On macOS and Linux the protected kind only marks there that a keychain entry exists.</summary>
/// <param name="Directory">Its folder.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">How it is protected.</param>
internal sealed record TokenCacheFile(string Directory, string Name, TokenCacheKind Kind)
{
#if NET
    private const UnixFileMode OwnerOnlyFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
#endif

    /// <summary>The whole path.</summary>
    public string FullPath => Path.Combine(Directory, Name);

    /// <summary>The file of a sign-in. Emulators have their own, so that nothing of theirs mixes with real accounts.</summary>
    /// <param name="request">The sign-in.</param>
    /// <returns>The file.</returns>
    public static TokenCacheFile For(SignInRequest request)
    {
        string directory = request.TokenCacheDirectory is { Length: > 0 } chosen
            ? chosen
            : Path.Combine(LocalApplicationData(), "AdoPat");
        string name = "adopat"
            + (request.Endpoints.IsEmulator ? ".emulator" : "")
            + (request.TokenCache == TokenCacheKind.PlainText ? ".plaintext" : "")
            + ".msal.cache";
        return new TokenCacheFile(Path.GetFullPath(directory), name, request.TokenCache);
    }

    private static string LocalApplicationData()
    {
        string folder = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return folder.Length > 0 ? folder : throw new IOException("This user has no home folder.");
    }

    /// <summary>How MSAL is to store it.</summary>
    /// <returns>The properties.</returns>
    public StorageCreationProperties Storage()
    {
        var builder = new StorageCreationPropertiesBuilder(Name, Directory);
        return Kind == TokenCacheKind.PlainText
            ? builder.WithUnprotectedFile().Build()
            : builder
                .WithMacKeyChain("AdoPat", FullPath)
                .WithLinuxKeyring(
                    "dev.adopat.tokencache",
                    MsalCacheHelper.LinuxKeyRingDefaultCollection,
                    "AdoPat token cache",
                    new KeyValuePair<string, string>("Product", "AdoPat"),
                    new KeyValuePair<string, string>("File", FullPath))
                .Build();
    }

    /// <summary>Makes the folder, for its owner only, and takes an existing file away from everybody else.</summary>
    /// <exception cref="IOException">The folder cannot be made, or the file is a symbolic link.</exception>
    public void Secure()
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            if (!System.IO.Directory.Exists(Directory))
            {
                System.IO.Directory.CreateDirectory(Directory, OwnerOnlyFolder);
            }

            SecureFile();
            return;
        }
#endif
        System.IO.Directory.CreateDirectory(Directory);
    }

#if NET
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private void SecureFile()
    {
        var file = new FileInfo(FullPath);
        if (file.LinkTarget is not null)
        {
            // MSAL would try to write for seconds, fail, and say nothing.
            throw new IOException($"{FullPath} is a symbolic link.");
        }

        if (file.Exists)
        {
            file.UnixFileMode = OwnerOnlyFile;
        }
    }
#endif
}
