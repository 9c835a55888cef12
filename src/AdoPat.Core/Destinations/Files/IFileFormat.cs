using System.IO;

namespace AdoPat.Destinations.Files;

/// <summary>How a kind of file holds a secret. It works on the whole text, and leaves alone what is not its own.</summary>
/// <remarks>
/// What it does not understand it refuses with an <see cref="InvalidDataException"/>, whose message goes on after the name
/// of the file, and has nothing of its content that could be a secret.
/// </remarks>
internal interface IFileFormat
{
    /// <summary>The secret; null when there is none.</summary>
    string? Read(string content);

    /// <summary>The text with the secret in it; the same text when it was there before.</summary>
    string Write(string content, string secret);

    /// <summary>The text without the secret and what belongs to it.</summary>
    string Remove(string content);
}
