import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='HariLibur',
            fields=[
                ('tanggal', models.DateField(primary_key=True, serialize=False)),
                ('nama', models.CharField(max_length=120)),
                ('jenis', models.CharField(choices=[('libur_nasional', 'Libur nasional'), ('cuti_bersama', 'Cuti bersama'), ('libur_daerah', 'Libur daerah')], max_length=20)),
                ('dasar', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'verbose_name': 'hari libur',
                'verbose_name_plural': 'hari libur',
                'ordering': ['tanggal'],
            },
        ),
        migrations.CreateModel(
            name='Jabatan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('peran', models.CharField(max_length=30)),
                ('nama', models.CharField(max_length=160)),
                ('nip_wajib', models.BooleanField(default=False, help_text='Hanya pegawai negeri yang dapat memegangnya')),
            ],
            options={
                'verbose_name': 'jabatan',
                'verbose_name_plural': 'jabatan',
                'ordering': ['unit', 'peran'],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kode', models.CharField(max_length=40, unique=True)),
                ('nama', models.CharField(max_length=120)),
                ('jenis', models.CharField(choices=[('desa', 'Desa'), ('kelurahan', 'Kelurahan'), ('kecamatan', 'Kecamatan'), ('dinas', 'Dinas'), ('setda', 'Sekretariat Daerah'), ('luar', 'Instansi luar')], max_length=10)),
                ('kode_surat', models.CharField(blank=True, help_text='Kode unit pada nomor surat', max_length=30)),
                ('alamat', models.CharField(blank=True, max_length=200)),
                ('telepon', models.CharField(blank=True, max_length=30)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('kop', models.JSONField(blank=True, default=dict, help_text='Baris kop surat yang berbeda dari bawaan')),
                ('induk', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bawahan', to='wilayah.unit')),
            ],
            options={
                'verbose_name': 'kantor',
                'verbose_name_plural': 'kantor',
                'ordering': ['kode'],
            },
        ),
        migrations.AddField(
            model_name='jabatan',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='jabatan', to='wilayah.unit'),
        ),
        migrations.CreateModel(
            name='Wilayah',
            fields=[
                ('kode', models.CharField(max_length=13, primary_key=True, serialize=False)),
                ('nama', models.CharField(max_length=100)),
                ('tingkat', models.CharField(choices=[('provinsi', 'Provinsi'), ('kabupaten', 'Kabupaten'), ('kecamatan', 'Kecamatan'), ('desa', 'Desa'), ('kelurahan', 'Kelurahan')], max_length=10)),
                ('kode_pos', models.CharField(blank=True, max_length=5)),
                ('induk', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='anak', to='wilayah.wilayah')),
            ],
            options={
                'verbose_name': 'wilayah',
                'verbose_name_plural': 'wilayah',
                'ordering': ['kode'],
            },
        ),
        migrations.AddField(
            model_name='unit',
            name='wilayah',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='unit', to='wilayah.wilayah'),
        ),
        migrations.AddConstraint(
            model_name='jabatan',
            constraint=models.UniqueConstraint(fields=('unit', 'peran'), name='jabatan_unik'),
        ),
    ]
