using System;
using System.IO;
using System.Text.Json;

namespace AdoPat.Emulator.Hosting;

/// <summary>Tells whoever waits that the emulator listens, and where.</summary>
internal sealed class ReadyNotice : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("adopat-emulator-");

    /// <summary>Writes the certificate (without its key) and makes the notice.</summary>
    /// <param name="server">A server that listens.</param>
    public ReadyNotice(EmulatorServer server)
    {
        string certificate = Path.Combine(_folder.FullName, "emulator.pem");
        File.WriteAllText(certificate, server.Certificate.ExportCertificatePem());
        Json = JsonSerializer.Serialize(
            new { uri = server.Uri.GetLeftPart(UriPartial.Authority), certificate, pid = Environment.ProcessId },
            Hosting.Json.Wire);
    }

    /// <summary>The notice, one line.</summary>
    public string Json { get; }

    /// <summary>Writes the notice to a file, in one step: a reader sees nothing or all of it.</summary>
    /// <param name="path">The file.</param>
    public void WriteTo(string path)
    {
        string full = Path.GetFullPath(path);
        string unfinished = full + ".tmp";
        File.WriteAllText(unfinished, Json + "\n");
        File.Move(unfinished, full, overwrite: true);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
